package io.tlsmgm.manager.db;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteSourceTest extends SqlContract {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path directory;

  @Override
  TestDatabase database() {
    return Fixtures.sqlite(directory);
  }

  @Override
  String sixteenMegabytes() {
    return "zeroblob(16777216)";
  }
}
