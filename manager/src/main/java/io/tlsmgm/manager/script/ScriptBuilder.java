package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import java.nio.file.Path;
import java.util.List;

/** Sorts the statements of a script to where they belong. */
final class ScriptBuilder {
  private static final String MODULE = "tls_mgm";

  private final Path directory;
  private final ProblemLog problems;
  private final SocketList sockets;
  private final GlobalSettings globals = new GlobalSettings();
  private final DomainTable domains;

  ScriptBuilder(Path directory, ProblemLog problems) {
    this.directory = directory;
    this.problems = problems;
    this.sockets = new SocketList(problems);
    this.domains = new DomainTable(directory, problems);
  }

  void socket(Place place, String text) {
    sockets.add(place, text);
  }

  /** Takes a {@code modparam} of any module. */
  void modparam(Place place, String modules, String name, String value) {
    switch (ModulePattern.match(modules, MODULE)) {
      case YES -> tlsMgm(place, name, value);
      case NO -> otherModule(place, modules, name, value);
      case UNKNOWN -> {
        if (Parameter.find(name).isPresent()) {
          problems.warning(
              place,
              "",
              name
                  + ": whether the module "
                  + ProblemLog.quote(modules)
                  + " is tls_mgm too is not understood, so the line is not read; write the names of"
                  + " the modules with | between them");
        }
      }
    }
  }

  private void tlsMgm(Place place, String name, String written) {
    Parameter parameter = Parameter.find(name).orElse(null);
    if (parameter == null) {
      String hint =
          Spelling.nearest(name, Parameter.allNames())
              .map(near -> "; did you mean " + near + "?")
              .orElse("; it has " + String.join(", ", Parameter.allNames()));
      // The value stays out: it may be the URL of a database with a password.
      problems.error(place, "tls_mgm has no parameter " + ProblemLog.quote(name) + hint);
      return;
    }
    String value = written.strip();
    switch (parameter.kind()) {
      case GLOBAL, COLUMN -> global(place, parameter, name, value);
      case DEFINITION -> {
        Role role = parameter == Parameter.SERVER_DOMAIN ? Role.SERVER : Role.CLIENT;
        domains.define(role, name, value, place);
      }
      case DOMAIN -> domains.value(parameter, name, value, place);
    }
  }

  private void global(Place place, Parameter parameter, String name, String value) {
    String defect = Values.defect(value, parameter == Parameter.DB_URL).orElse(null);
    if (defect != null) {
      problems.error(place, name + ": " + defect);
      return;
    }
    try {
      globals.set(parameter, value, place.location());
    } catch (IllegalArgumentException e) {
      problems.error(place, name + ": " + e.getMessage());
    }
  }

  /** A few parameters of the transports matter too. */
  private void otherModule(Place place, String modules, String name, String value) {
    if (isModule(modules, "proto_wss") && name.equals("wss_port")) {
      sockets.defaultPort(place, name, "wss", value.strip());
    }
    if (!isModule(modules, "proto_tls")) {
      return;
    }
    switch (name) {
      case "tls_port" -> sockets.defaultPort(place, name, "tls", value.strip());
      // The documentation of 2.x shows this one at proto_tls.
      case "tls_client_domain_avp" -> tlsMgm(place, name, value);
      // In proto_tls these count milliseconds, and are about something else.
      case "tls_handshake_timeout", "tls_send_timeout" -> {}
      default -> {
        if (Parameter.find(name).isPresent()) {
          problems.warning(
              place, "", name + ": is a parameter of tls_mgm and is not read from proto_tls");
        }
      }
    }
  }

  private static boolean isModule(String modules, String module) {
    return ModulePattern.match(modules, module) == ModulePattern.Match.YES;
  }

  Script build() {
    List<TlsDomain> built = domains.build();
    List<ListenSocket> listening = sockets.build();
    return new Script(
        globals.tlsLibrary,
        built,
        listening,
        globals.clientTlsDomainAvp,
        globals.clientSipDomainAvp,
        globals.database(directory),
        globals.handshakeTimeout,
        globals.sendTimeout,
        globals.autoReload,
        problems.sorted());
  }
}
