package io.tlsmgm.cli;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.script.Script;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tlsmgm check}: tells everything that is wrong with a configuration. */
@Command(
    name = "check",
    descriptionHeading = "%n",
    description = {
      "Read a configuration with every file it names and report each problem as FILE:LINE: message."
          + " Nothing listens and nothing connects. Exit code 1 when a problem is an error.",
      "",
      "With tls_library auto and several libraries installed, the file is checked with each of"
          + " them."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm check /etc/opensips/opensips.cfg",
      "  tlsmgm check opensips.cfg --library openssl"
    })
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "An opensips.cfg.")
  private Path file = Path.of("");

  @Mixin private ConfigOptions options = new ConfigOptions();

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    Script script = Configuration.read(file);
    KeyPasswords passwords = options.passwords();
    String asked = options.library().orElse(script.tlsLibrary());
    Map<String, List<Problem>> byLibrary = new LinkedHashMap<>();
    for (String library : libraries(asked)) {
      Configuration configuration =
          Configuration.load(file, script, library, builder -> builder.passwords(passwords));
      configuration.manager().ifPresent(TlsManager::close);
      byLibrary.put(library, configuration.problems());
    }
    List<Problem> problems = Problems.merged(byLibrary);
    Problems.print(streams, problems);
    streams.out().println(summary(script, problems, byLibrary));
    return Problems.errors(problems) > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  /** The libraries to check with: the one asked for, or all that an operator could choose. */
  private static List<String> libraries(String asked) {
    if (!asked.equals(LibrarySelector.AUTO)) {
      return List.of(asked);
    }
    List<String> candidates =
        LibrarySelector.installed().libraries().stream()
            .filter(library -> !library.name().equals(LibrarySelector.NONE))
            .filter(library -> library.probe().available())
            .map(TlsLibrary::name)
            .toList();
    return candidates.isEmpty() ? List.of(asked) : candidates;
  }

  private String summary(
      Script script, List<Problem> problems, Map<String, List<Problem>> byLibrary) {
    long errors = Problems.errors(problems);
    String count = Problems.count(problems);
    String verdict =
        errors > 0
            ? streams.outStyle().bad(count)
            : problems.isEmpty() ? streams.outStyle().good("OK") : streams.outStyle().warn(count);
    return file
        + ": "
        + verdict
        + " ("
        + Problems.plural(count(script, Role.SERVER), "server domain")
        + ", "
        + Problems.plural(count(script, Role.CLIENT), "client domain")
        + ", "
        + Problems.plural(script.sockets().size(), "socket")
        + "; tls_library "
        + String.join(", ", byLibrary.keySet())
        + ")";
  }

  private static long count(Script script, Role role) {
    return script.domains().stream().filter(domain -> domain.role() == role).count();
  }
}
