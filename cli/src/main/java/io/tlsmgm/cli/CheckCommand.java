package io.tlsmgm.cli;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.manager.Expiry;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.script.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tlsmgm check}: tells everything that is wrong with a configuration. */
@Command(
    name = "check",
    descriptionHeading = "%n",
    description = {
      "Read a configuration with every file it names and report each problem as FILE:LINE: message."
          + " Nothing listens and nothing connects. Exit code 1 when a problem is an error.",
      "",
      "Then show how many days the certificates and revocation lists have left that end first.",
      "",
      "With tls_library auto and several libraries installed, the file is checked with each of"
          + " them."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm check /etc/opensips/opensips.cfg",
      "  tlsmgm check opensips.cfg --library openssl",
      "  tlsmgm check opensips.cfg --fail-within 14 || echo 'renew certificates'"
    })
final class CheckCommand implements Callable<Integer> {
  /** A thousand years: more than any certificate lasts, and no overflow. */
  private static final int MAX_DAYS = 365_000;

  private final Streams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "An opensips.cfg.")
  private Path file = Path.of("");

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--fail-within",
      paramLabel = "DAYS",
      description =
          "Exit with code 3 when a certificate or a revocation list ends within so many days, or"
              + " has ended, and nothing else is wrong.")
  private Optional<Integer> failWithin = Optional.empty();

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    Script script = Configuration.read(file);
    KeyPasswords passwords = options.passwords();
    String asked = options.library().orElse(script.tlsLibrary());
    if (failWithin.isPresent() && (failWithin.get() < 0 || failWithin.get() > MAX_DAYS)) {
      throw new ParameterException(
          spec.commandLine(), "--fail-within is a number of days from 0 to " + MAX_DAYS);
    }
    Map<String, List<Problem>> byLibrary = new LinkedHashMap<>();
    Counted counted = Counted.of(script);
    for (String library : libraries(asked)) {
      Configuration configuration =
          Configuration.load(
              file,
              script,
              library,
              builder -> builder.passwords(passwords).expiries(expiry -> {}));
      byLibrary.put(library, configuration.problems());
      if (configuration.manager().isPresent()) {
        try (TlsManager manager = configuration.required()) {
          counted = Counted.of(manager);
        }
      }
    }
    List<Problem> problems = Problems.merged(byLibrary);
    Problems.print(streams, problems);
    streams.out().println(summary(script, counted, problems, byLibrary));
    new ExpiryTable(streams).print(counted.ends());
    if (Problems.errors(problems) > 0) {
      return ExitCode.FAILED;
    }
    return failWithin.isPresent() && endsWithin(counted.ends(), failWithin.get())
        ? ExitCode.EXPIRES
        : ExitCode.OK;
  }

  private boolean endsWithin(List<Expiry> ends, int days) {
    List<Expiry> soon =
        ends.stream()
            .filter(expiry -> !expiry.end().isAfter(expiry.now().plus(Duration.ofDays(days))))
            .toList();
    if (!soon.isEmpty()) {
      streams
          .err()
          .println(
              file
                  + ": "
                  + streams
                      .errStyle()
                      .bad(
                          Problems.plural(
                                  soon.size(), "certificate or list", "certificates or lists")
                              + " will have ended in "
                              + Problems.plural(days, "day")));
    }
    return !soon.isEmpty();
  }

  /**
   * What a configuration has.
   *
   * @param ends everything that ends some day, the first to end first
   */
  private record Counted(long servers, long clients, List<Expiry> ends) {
    /** As far as the script tells, which may have mistakes. */
    static Counted of(Script script) {
      return new Counted(count(script, Role.SERVER), count(script, Role.CLIENT), List.of());
    }

    /** Those of the database too. */
    static Counted of(TlsManager manager) {
      return new Counted(
          manager.domains(Role.SERVER).size(),
          manager.domains(Role.CLIENT).size(),
          manager.expiring(Duration.ofDays(MAX_DAYS)));
    }
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
      Script script,
      Counted counted,
      List<Problem> problems,
      Map<String, List<Problem>> byLibrary) {
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
        + Problems.plural(counted.servers(), "server domain")
        + ", "
        + Problems.plural(counted.clients(), "client domain")
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
