package io.tlsmgm.benchmarks.servers;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that all servers share, in a directory of their own: certificate, key and bodies. */
final class Site implements AutoCloseable {
  private final Path directory;

  private Site(Path directory) {
    this.directory = directory;
  }

  /** Makes them in a new directory among the temporary files. */
  static Site create() {
    try {
      Site site = new Site(Files.createTempDirectory("tlsmgm-servers-"));
      TestCa ca = TestCa.create("Benchmark CA", KeyKind.EC_P256);
      Issued issued =
          ca.leaf("localhost").dns("localhost").ip("127.0.0.1").keyKind(KeyKind.EC_P256).issue();
      issued.write(site.certificate(), site.key());
      // HAProxy wants both in one file.
      issued.write(site.file("both.pem"), site.file("both.pem.key"));
      Files.createDirectories(site.file("www/bytes"));
      for (int size : Terms.BODIES) {
        Files.writeString(site.body(size), "x".repeat(size));
      }
      site.write(
          "openssl.cnf",
          "openssl_conf = init",
          "[init]",
          "ssl_conf = ssl",
          "[ssl]",
          "system_default = defaults",
          "[defaults]",
          "Groups = " + Terms.OFFERED_GROUPS,
          "");
      return site;
    } catch (IOException e) {
      throw new ComparisonException("cannot write the servers' files: " + e.getMessage(), e);
    }
  }

  Path directory() {
    return directory;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  Path certificate() {
    return file("cert.pem");
  }

  Path key() {
    return file("key.pem");
  }

  /** The root of the document tree. */
  Path documents() {
    return file("www");
  }

  Path body(int size) {
    return documents().resolve("bytes").resolve(Integer.toString(size));
  }

  Path write(String name, String... lines) {
    try {
      return Files.write(file(name), List.of(lines));
    } catch (IOException e) {
      throw new ComparisonException("cannot write " + file(name) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ComparisonException("cannot remove " + directory + ": " + e.getMessage(), e);
    }
  }
}
