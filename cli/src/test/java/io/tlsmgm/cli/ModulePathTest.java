package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The modules as modules: what they require, open and provide is enough to run the command. */
class ModulePathTest {
  @Test
  void theCommandRunsFromTheModulePath() {
    String modulePath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    Tool.Result result =
        Tool.run(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--module-path",
                modulePath,
                "--module",
                "io.tlsmgm.cli/io.tlsmgm.cli.Main",
                "libraries"));
    assertThat(result.exit()).as(result.all()).isZero();
    for (String library : Libraries.all()) {
      assertThat(result.out().lines()).anyMatch(line -> line.matches(library + " +yes .*"));
    }
    assertThat(result.out()).contains("none ");
  }
}
