package io.tlsmgm.manager.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tlsmgm.api.Problem;

class ScriptReaderFuzzTest {
  /** Any bytes give a script and problems that can be shown, the same each time. */
  @FuzzTest(maxDuration = "60s")
  void parse(byte[] data) {
    // Reading files that the text names is what include_file is for, and not a finding.
    String text =
        ScriptReader.decode(data)
            .replace("include_file", "ignore")
            .replace("import_file", "ignore");
    Script script = ScriptReader.parse("fuzz.cfg", Scripts.DIRECTORY, text);

    for (Problem problem : script.problems()) {
      assertThat(problem.toString()).startsWith("fuzz.cfg:").doesNotContain("\n");
    }
    for (ListenSocket socket : script.sockets()) {
      String line = "socket=" + socket;
      assertThat(Scripts.parse(line).sockets())
          .extracting(ListenSocket::toString)
          .containsExactly(socket.toString());
    }
    assertThat(ScriptReader.parse("fuzz.cfg", Scripts.DIRECTORY, text)).isEqualTo(script);
  }
}
