package io.tlsmgm.clients;

import io.tlsmgm.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that asks for PEM files and ends without closing anything. */
final class LeavesFiles {
  private LeavesFiles() {}

  public static void main(String[] args) throws Exception {
    TestCa ca = TestCa.create("Leaves CA");
    Path directory =
        Managers.of(Lab.client("app", ca, ca)).domains().domain("app").files().directory();
    System.out.println((Files.isDirectory(directory) ? "written " : "missing ") + directory);
  }
}
