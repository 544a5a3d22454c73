package io.tlsmgm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.cli.text.Style;
import io.tlsmgm.manager.LibrarySelector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static Attempt attempt(String title) {
    return Attempt.all().stream()
        .filter(attempt -> attempt.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyPairOfLibrariesDoesWhatTheConfigurationSays(@TempDir Path directory) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exit =
        Demo.run(
            directory,
            Demo.port(0),
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            Style.PLAIN);
    String out = bytes.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(out).isZero();
    List<String> libraries =
        LibrarySelector.installed().libraries().stream()
            .filter(library -> library.probe().available())
            .map(TlsLibrary::name)
            .filter(name -> !name.equals("none"))
            .toList();
    for (String client : libraries) {
      for (String server : libraries) {
        assertThat(out.lines().filter(line -> line.matches(client + " +" + server + " .*")))
            .hasSize(5)
            .anyMatch(line -> line.contains("dom1") && line.endsWith("verified"))
            .anyMatch(line -> line.contains("alert unrecognized_name (112)"));
      }
    }
    assertThat(out).contains("$tls_my_subject_cn = 'atlanta.com'").doesNotContain("WRONG");
    assertThat(Demo.run(directory, Demo.port(0), new PrintStream(bytes), Style.PLAIN)).isZero();
    keysArePrivate(directory);
  }

  private static void keysArePrivate(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> keys = files.filter(file -> file.endsWith("privkey.pem")).toList();
      assertThat(keys).hasSize(5);
      for (Path key : keys) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void noticesEveryKindOfMistake() {
    Attempt atlanta = attempt("atlanta.com");
    assertThat(atlanta.objection(connected("dom1", "TLSv1.3", true), true)).isEmpty();
    assertThat(atlanta.objection(connected("dom2", "TLSv1.3", true), true)).isPresent();
    assertThat(atlanta.objection(connected("dom1", "TLSv1.2", true), true)).isPresent();
    assertThat(atlanta.objection(connected("dom1", "TLSv1.3", false), true)).isPresent();
    assertThat(atlanta.objection(refused(AlertDescription.UNKNOWN_CA), true)).isPresent();

    Attempt chicago = attempt("chicago.com");
    assertThat(chicago.objection(refused(AlertDescription.UNRECOGNIZED_NAME), true)).isEmpty();
    assertThat(chicago.objection(refused(AlertDescription.HANDSHAKE_FAILURE), true)).isPresent();
    assertThat(chicago.objection(new Outcome.Refused(Optional.empty(), "reset"), true)).isPresent();
    assertThat(chicago.objection(connected("dom3", "TLSv1.3", true), true)).isPresent();

    Attempt revoked = attempt("atlanta.com, revoked");
    assertThat(revoked.objection(refused(AlertDescription.CERTIFICATE_REVOKED), true)).isEmpty();
    assertThat(revoked.objection(refused(AlertDescription.CERTIFICATE_UNKNOWN), true)).isPresent();
    assertThat(revoked.objection(refused(AlertDescription.CERTIFICATE_UNKNOWN), false)).isEmpty();
  }

  private static Outcome connected(String domain, String version, boolean verified) {
    return new Outcome.Connected(domain, version, "TLS_AES_256_GCM_SHA384", verified);
  }

  private static Outcome refused(AlertDescription alert) {
    return new Outcome.Refused(Optional.of(alert), alert.toString());
  }
}
