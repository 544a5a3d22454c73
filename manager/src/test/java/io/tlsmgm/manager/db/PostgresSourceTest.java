package io.tlsmgm.manager.db;

import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.PostgresServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseServers.class)
class PostgresSourceTest extends SqlContract {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static PostgresServer server;

  @BeforeAll
  static void start(PostgresServer shared) {
    server = shared;
  }

  @Override
  TestDatabase database() {
    return Fixtures.postgres(server);
  }

  @Override
  String sixteenMegabytes() {
    return "convert_to(repeat('x', 16777216), 'UTF8')";
  }
}
