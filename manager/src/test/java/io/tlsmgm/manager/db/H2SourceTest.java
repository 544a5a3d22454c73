package io.tlsmgm.manager.db;

class H2SourceTest extends SqlContract {
  @Override
  TestDatabase database() {
    return Fixtures.h2();
  }

  @Override
  String sixteenMegabytes() {
    return "CAST(REPEAT('x', 16777216) AS BINARY LARGE OBJECT)";
  }
}
