package io.tlsmgm.clients;

import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that asks twice for PEM files where not all of them can be written. */
final class RunsOutOfSpace {
  private RunsOutOfSpace() {}

  public static void main(String[] args) throws Exception {
    TestCa ca = TestCa.create("Space CA");
    String three = ca.pem() + TestCa.create("Second CA").pem() + TestCa.create("Third CA").pem();
    try (Managers managers = Managers.of(Lab.client("app", ca, ca).caList(three))) {
      ClientDomain domain = managers.domains().domain("app");
      for (int attempt : List.of(1, 2)) {
        try (PemFiles files = domain.files()) {
          System.out.println("given " + attempt + ": " + files.privateKey().map(Files::exists));
        } catch (IOException e) {
          System.out.println("refused");
        }
      }
      try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        System.out.println("left: " + left.count());
      }
    }
  }
}
