package io.tlsmgm.manager.db;

import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.MariaDbServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseServers.class)
class MariaDbSourceTest extends SqlContract {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static MariaDbServer server;

  @BeforeAll
  static void start(MariaDbServer shared) {
    server = shared;
  }

  @Override
  TestDatabase database() {
    return Fixtures.mariaDb(server);
  }

  /** What a MEDIUMBLOB takes. */
  @Override
  String sixteenMegabytes() {
    return "REPEAT('x', 16777215)";
  }
}
