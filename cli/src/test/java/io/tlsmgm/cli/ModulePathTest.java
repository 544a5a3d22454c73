package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules as modules: what they require, open and provide is enough to run the command. */
class ModulePathTest {
  /** {@code java --module …} with nothing on the class path: a library is found as a provider. */
  private static List<String> modular(String... args) {
    String modulePath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modulePath,
                "--module",
                "io.tlsmgm.cli/io.tlsmgm.cli.Main"));
    command.addAll(List.of(args));
    return command;
  }

  @Test
  void everyLibraryIsFound() {
    Tool.Result result = Tool.run(modular("libraries"));
    assertThat(result.exit()).as(result.all()).isZero();
    for (String library : Libraries.all()) {
      assertThat(result.out().lines()).anyMatch(line -> line.matches(library + " +yes .*"));
    }
    assertThat(result.out()).contains("none ");
  }

  static List<String> libraries() {
    return Libraries.all();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void serverAndClientMeet(String library, @TempDir Path directory) {
    Site site = Site.create(directory);
    try (Serving serving =
        Serving.start(modular("serve", site.config(), "--library", library, "--www"))) {
      assertThat(serving.listening()).hasSize(3);
      Tool.Result result =
          Tool.run(
              modular(
                  "connect",
                  "127.0.0.1:" + site.names(),
                  "--library",
                  library,
                  "--ca-file",
                  site.file("ca.pem"),
                  "--server-name",
                  "biloxi.com",
                  "--vars"),
              "GET / HTTP/1.0\n\n");
      assertThat(result.exit()).as(result.all()).isZero();
      assertThat(result.all()).contains("200 OK", "$tls_version = 'TLSv1.3'");
    }
  }
}
