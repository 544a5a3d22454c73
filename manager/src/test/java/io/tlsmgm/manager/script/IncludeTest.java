package io.tlsmgm.manager.script;

import static io.tlsmgm.manager.script.Scripts.problems;
import static io.tlsmgm.manager.script.Scripts.server;
import static io.tlsmgm.manager.script.Scripts.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeTest {
  private Path dir;

  @BeforeEach
  void resolveLinks(@TempDir Path temp) throws IOException {
    dir = temp.toRealPath();
  }

  private Path write(String name, String... lines) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines));
  }

  @Test
  void readsAFile() throws IOException {
    Path file = write("opensips.cfg", "", set("server_domain", "d"), set("ca_list", "[d]ca.pem"));
    Script script = ScriptReader.read(file);

    assertThat(script.problems()).isEmpty();
    TlsDomain domain = server(script, "d");
    assertThat(domain.location()).isEqualTo(file + ":2");
    assertThat(domain.caList())
        .contains(new Material.File(dir.resolve("ca.pem"), "ca.pem", file + ":3"));
    assertThat(domain.certificate())
        .map(Material::fileName)
        .contains(dir.resolve("tls/cert.pem").toString());
  }

  @Test
  void aFileThatCannotBeReadThrows() {
    assertThatThrownBy(() -> ScriptReader.read(dir.resolve("none.cfg")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ScriptReader.read(dir)).isInstanceOf(IOException.class);
  }

  @Test
  void includedLinesHaveTheirOwnPlaces() throws IOException {
    Path tls = write("conf/tls.cfg", set("server_domain", "d"), set("certificate", "[d]c.pem"));
    Path file =
        write(
            "opensips.cfg",
            "log_level=3",
            "include_file \"conf/tls.cfg\"",
            set("verify_cert", "[d]x"));
    Script script = ScriptReader.read(file);

    assertThat(server(script, "d").location()).isEqualTo(tls + ":1");
    // Beside the main file, as if the line stood there.
    assertThat(server(script, "d").certificate())
        .contains(new Material.File(dir.resolve("c.pem"), "c.pem", tls + ":2"));
    assertThat(problems(script)).singleElement().asString().startsWith(file + ":3: verify_cert");
  }

  @Test
  void namesAreRelativeToTheMainFileThenToTheIncludingOne() throws IOException {
    write("opensips.cfg", "include_file 'a/one.cfg'");
    write("a/one.cfg", "include_file \"two.cfg\"", "include_file \"three.cfg\"");
    write("a/two.cfg", set("server_domain", "a_two"));
    write("a/three.cfg", set("server_domain", "a_three"));
    write("three.cfg", set("server_domain", "three"));
    Script script = ScriptReader.read(dir.resolve("opensips.cfg"));

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains()).extracting(TlsDomain::name).containsExactly("a_two", "three");
  }

  @Test
  void aMissingFileIsAnErrorUnlessItIsOnlyImported() throws IOException {
    Path file =
        write(
            "opensips.cfg",
            "import_file \"none.cfg\"",
            "include_file \"none.cfg\"",
            "include_file \"\"",
            "include_file \"a\\x00b\"",
            set("server_domain", "d"));
    Script script = ScriptReader.read(file);

    assertThat(problems(script)).hasSize(3);
    assertThat(problems(script).get(0))
        .isEqualTo(
            file + ":2: cannot include '" + dir.resolve("none.cfg") + "': there is no such file");
    assertThat(problems(script).get(1)).startsWith(file + ":3: cannot include ");
    assertThat(problems(script).get(2)).isEqualTo(file + ":4: 'a\\u0000b' is not a file name");
    assertThat(script.domains()).hasSize(1);
  }

  @Test
  void aMissingFileOfRoutesIsAWarning() throws IOException {
    Path file = write("opensips.cfg", "route {", "include_file \"none.cfg\"", "}");
    Script script = ScriptReader.read(file);
    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith(file + ":2: warning: cannot include ");
    assertThat(script.hasErrors()).isFalse();
  }

  @Test
  void importsAFileThatIsThere() throws IOException {
    write("tls.cfg", set("server_domain", "d"));
    Path file = write("opensips.cfg", "import_file \"tls.cfg\"");
    assertThat(ScriptReader.read(file).domains()).hasSize(1);
  }

  @Test
  void aFileThatIncludesItselfIsAnError() throws IOException {
    Path main = write("opensips.cfg", "include_file \"b.cfg\"", set("server_domain", "d"));
    Path b = write("b.cfg", "", "include_file \"./opensips.cfg\"");
    Script script = ScriptReader.read(main);

    assertThat(problems(script))
        .containsExactly(b + ":2: the file includes itself: " + main + " -> " + b + " -> " + main);
    assertThat(script.domains()).hasSize(1);
  }

  @Test
  void theSameFileTwiceIsNoCycle() throws IOException {
    write("b.cfg", set("verify_cert", "0"));
    Path main = write("opensips.cfg", "include_file \"b.cfg\"", "include_file \"b.cfg\"");
    assertThat(ScriptReader.read(main).problems()).isEmpty();
  }

  @Test
  void theNumberOfIncludesHasABound() throws IOException {
    for (int i = 0; i < 12; i++) {
      String next = "include_file \"f" + (i + 1) + ".cfg\"";
      write("f" + i + ".cfg", next, next);
    }
    write("f12.cfg", "");
    Script script = ScriptReader.read(dir.resolve("f0.cfg"));
    assertThat(problems(script))
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).endsWith("more than 1000 files are included"));
  }

  @Test
  void blocksRunThroughIncludedFiles() throws IOException {
    write("open.cfg", "route {", "exit;");
    write("inner.cfg", "if (x) {", set("server_domain", "no"), "}");
    write("close.cfg", "}");
    Path main =
        write(
            "opensips.cfg",
            "include_file \"open.cfg\"",
            "include_file \"inner.cfg\"",
            "include_file \"close.cfg\"",
            set("server_domain", "yes"));
    Script script = ScriptReader.read(main);

    assertThat(script.problems()).isEmpty();
    assertThat(script.domains()).extracting(TlsDomain::name).containsExactly("yes");
  }

  @Test
  void anUnterminatedStringEndsWithItsFile() throws IOException {
    Path b = write("b.cfg", "modparam(\"tls_mgm\", \"certificate\", \"[d]x)");
    Path main = write("opensips.cfg", "include_file \"b.cfg\"", set("server_domain", "d"));
    Script script = ScriptReader.read(main);

    assertThat(script.domains()).hasSize(1);
    assertThat(problems(script))
        .singleElement()
        .asString()
        .startsWith(b + ":1: modparam is broken");
  }

  @Test
  void commentsAndStringsIncludeNothing() throws IOException {
    Path main =
        write(
            "opensips.cfg",
            "# include_file \"x\"",
            "/* include_file \"x\" */",
            "log_name='include_file \"x\"'");
    assertThat(ScriptReader.read(main).problems()).isEmpty();
  }
}
