package io.tlsmgm.clients;

import io.tlsmgm.testkit.server.MariaDbServer;

/** The other driver, at the same server. */
class MySqlTest extends MariaDbTest {
  MySqlTest(Lab lab) {
    super(lab);
  }

  @Override
  String url(String host, int port) {
    return "jdbc:mysql://" + host + ":" + port + "/" + MariaDbServer.DATABASE;
  }
}
