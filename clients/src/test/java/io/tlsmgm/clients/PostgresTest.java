package io.tlsmgm.clients;

import io.tlsmgm.testkit.server.PostgresServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresTest extends JdbcContract {
  PostgresTest(Lab lab) {
    super(lab);
  }

  @Override
  String url(String host, int port) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + PostgresServer.DATABASE;
  }

  @Override
  String user() {
    return PostgresServer.USER;
  }

  @Override
  String password() {
    return PostgresServer.PASSWORD;
  }

  @Override
  String cipher(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  int port() {
    return lab.postgres().port();
  }

  @Override
  void renew(ServerTls tls) throws Exception {
    lab.postgres().renew(tls);
    ServedCertificate.await(this, tls);
  }
}
