package io.tlsmgm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code tlsmgm}, beside a Maven and a Java that only say that they were called. */
class LauncherTest {
  private final Instant lastBuild = Instant.now().minus(Duration.ofHours(1));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path home;

  @BeforeEach
  void layOut() throws IOException {
    Files.copy(Path.of("..", "tlsmgm"), home.resolve("tlsmgm"));
    program("bin/mvn", "mkdir -p cli/target/lib; echo built; exit ${MVN_EXIT:-0}");
    program("bin/java", "case \"$1\" in --*) exit 1;; esac; echo started");
    for (String old : new String[] {"pom.xml", "api/pom.xml", "api/src/main/A.java"}) {
      age(write(old, ""), lastBuild.minusSeconds(60));
      age(home.resolve(old).resolveSibling("."), lastBuild.minusSeconds(60));
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void program(String name, String text) throws IOException {
    Files.setPosixFilePermissions(
        write(name, "#!/bin/sh\n" + text + "\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void age(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private String run(String exitOfMaven) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", home.resolve("tlsmgm").toString(), "check")
            .redirectErrorStream(true);
    builder.environment().put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("MVN_EXIT", exitOfMaven);
    builder.environment().remove("JAVA_HOME");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isEqualTo(Integer.parseInt(exitOfMaven));
    return out;
  }

  private void built() throws IOException {
    Files.createDirectories(home.resolve("cli/target/lib"));
    age(write("cli/target/tlsmgm-cli.jar", ""), lastBuild);
  }

  @Test
  void buildsWhatWasNeverBuiltOnce() throws Exception {
    assertThat(run("0")).isEqualTo("tlsmgm: building (once)\nbuilt\nstarted\n");
    assertThat(run("0")).isEqualTo("started\n");
  }

  @Test
  void runsWhatIsUpToDate() throws Exception {
    built();
    assertThat(run("0")).isEqualTo("started\n");
  }

  @Test
  void buildsAgainWhenSourcesOrPomsHaveChanged() throws Exception {
    built();
    String rebuilt = "tlsmgm: building (the sources have changed)\nbuilt\nstarted\n";
    for (String changed : new String[] {"pom.xml", "api/pom.xml", "api/src/main/A.java"}) {
      age(home.resolve(changed), Instant.now().plusSeconds(1));
      assertThat(run("0")).as(changed).isEqualTo(rebuilt);
      age(home.resolve(changed), lastBuild.minusSeconds(60));
      assertThat(run("0")).as(changed).isEqualTo("started\n");
    }
    age(home.resolve("cli/target/launcher-built"), lastBuild);
    Files.delete(home.resolve("api/src/main/A.java"));
    assertThat(run("0")).isEqualTo(rebuilt);
  }

  @Test
  void startsNothingStaleWhenTheBuildFails() throws Exception {
    built();
    age(home.resolve("api/src/main/A.java"), Instant.now());
    assertThat(run("3")).doesNotContain("started");
    assertThat(run("3")).contains("the sources have changed").doesNotContain("started");
  }
}
