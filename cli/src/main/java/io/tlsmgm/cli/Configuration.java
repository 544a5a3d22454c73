package io.tlsmgm.cli;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import io.tlsmgm.manager.script.Script;
import io.tlsmgm.manager.script.ScriptReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A configuration made into a manager, or everything that keeps it from being one.
 *
 * @param manager empty when it cannot be made; the caller closes it. An error beside a manager is
 *     of a domain of the database, which was skipped
 * @param problems what was found, in the order of the file
 */
record Configuration(Optional<TlsManager> manager, List<Problem> problems) {
  private static final String HINT =
      "; or choose for this run with --library (tlsmgm libraries shows them)";

  Configuration {
    problems = List.copyOf(problems);
  }

  /**
   * Reads the script.
   *
   * @throws CommandFailedException when the file cannot be read
   */
  static Script read(Path file) throws CommandFailedException {
    try {
      return ScriptReader.read(file);
    } catch (IOException e) {
      throw new CommandFailedException(file + ": cannot be read: " + Reasons.of(e));
    }
  }

  /**
   * Makes a manager on the library {@code library}, or tells all mistakes at once.
   *
   * @param file for problems that have no line
   * @param library a value of {@code tls_library}
   * @param setup what else to tell the builder
   */
  static Configuration load(
      Path file, Script script, String library, UnaryOperator<TlsManagerBuilder> setup) {
    Set<Problem> problems = new LinkedHashSet<>();
    Optional<TlsManager> manager = Optional.empty();
    try {
      manager = Optional.of(build(script, library, setup));
      problems.addAll(manager.get().warnings());
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    } catch (LibraryUnavailableException e) {
      boolean asked = !library.equals(script.tlsLibrary());
      String place = asked ? "--library " + library : file.toString();
      problems.add(Problem.error(place, "", message(library, e)));
      problems.addAll(withoutLibrary(script, setup));
    } catch (TlsException e) {
      problems.add(Problem.error(file.toString(), "", String.valueOf(e.getMessage())));
    }
    List<TlsDomain> servers =
        manager
            .map(made -> made.domains(Role.SERVER).stream().map(ManagedDomain::definition).toList())
            .orElse(script.domains());
    // Without its database there is no telling what else a script would have.
    if (manager.isPresent() || script.database().url().isEmpty()) {
      problems.addAll(Sockets.unmatched(script, servers));
    }
    return new Configuration(manager, Problems.sorted(new ArrayList<>(problems)));
  }

  /** The manager. */
  TlsManager required() {
    return manager.orElseThrow();
  }

  private static TlsManager build(
      Script script, String library, UnaryOperator<TlsManagerBuilder> setup) throws TlsException {
    return setup.apply(TlsManager.builder().script(script).library(library)).build();
  }

  private static String message(String library, LibraryUnavailableException e) {
    return e.getMessage() + (library.equals(LibrarySelector.AUTO) ? HINT : "");
  }

  /** Files and keys can be wrong whatever the library, and are to be told in the same go. */
  private static List<Problem> withoutLibrary(
      Script script, UnaryOperator<TlsManagerBuilder> setup) {
    try (TlsManager manager = build(script, LibrarySelector.NONE, setup)) {
      return manager.warnings();
    } catch (ConfigurationException e) {
      return e.problems();
    } catch (TlsException e) {
      return List.of(Problem.error("", "", String.valueOf(e.getMessage())));
    }
  }
}
