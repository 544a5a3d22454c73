package io.tlsmgm.manager.script;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import java.nio.file.Path;
import java.util.List;

/** Short forms for tests. */
final class Scripts {
  static final Path DIRECTORY = Path.of("/etc/opensips");

  private Scripts() {}

  static Script parse(String... lines) {
    return ScriptReader.parse("test.cfg", DIRECTORY, String.join("\n", lines));
  }

  /** A {@code modparam} line of {@code tls_mgm}. */
  static String set(String name, String value) {
    return "modparam(\"tls_mgm\", \"" + name + "\", \"" + value + "\")";
  }

  static TlsDomain server(Script script, String name) {
    return domain(script, Role.SERVER, name);
  }

  static TlsDomain client(Script script, String name) {
    return domain(script, Role.CLIENT, name);
  }

  private static TlsDomain domain(Script script, Role role, String name) {
    return script.domains().stream()
        .filter(domain -> domain.role() == role && domain.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + role + " domain " + name + " in " + script));
  }

  static List<String> problems(Script script) {
    return script.problems().stream().map(Problem::toString).toList();
  }
}
