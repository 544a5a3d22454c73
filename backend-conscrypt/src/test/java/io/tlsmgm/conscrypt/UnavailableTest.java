package io.tlsmgm.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Processes in which Conscrypt cannot run: the answer is a reason and never an exception. */
class UnavailableTest {
  private static List<String> run(String classPath, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, PrintStatus.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }

  private static String classPath(boolean withConscrypt) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> withConscrypt || !entry.contains("conscrypt-openjdk"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void runsHere() throws Exception {
    assertThat(run(classPath(true))).containsExactly("true: ");
  }

  @Test
  void notOnTheClassPath() throws Exception {
    List<String> said = run(classPath(false));
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("false: ").contains("org.conscrypt:conscrypt-openjdk-uber");
    assertThat(said.get(1)).startsWith("tls_library openssl: Conscrypt is not on the class path");
  }

  @Test
  void wrongArchitecture() throws Exception {
    List<String> said = run(classPath(true), "-Dos.arch=sparcv9");
    assertThat(said.get(0)).startsWith("false: ").contains("sparcv9", "x86_64", "aarch64");
    assertThat(said.get(1)).startsWith("tls_library openssl: the native part of Conscrypt");
  }
}
