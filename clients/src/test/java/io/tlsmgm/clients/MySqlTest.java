package io.tlsmgm.clients;

import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class MySqlTest extends JdbcContract {
  MySqlTest(Lab lab) {
    super(lab);
  }

  @Override
  String url(String host, int port) {
    return "jdbc:mysql://" + host + ":" + port + "/" + MariaDbServer.DATABASE;
  }

  @Override
  String user() {
    return MariaDbServer.USER;
  }

  @Override
  String password() {
    return MariaDbServer.PASSWORD;
  }

  @Override
  String cipher(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
      rows.next();
      return rows.getString(2);
    }
  }

  @Override
  int port() {
    return lab.mariaDb().port();
  }

  @Override
  void renew(ServerTls tls) throws Exception {
    lab.mariaDb().renew(tls);
  }
}
