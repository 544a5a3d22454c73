package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where material of a domain comes from, for messages.
 *
 * @param parameter the parameter's name
 * @param written the file or directory as the operator wrote it; empty for text of a database
 * @param location where the parameter stands; empty for a default
 */
record MaterialPlace(String parameter, String written, String location) {
  static MaterialPlace of(String parameter, Material material) {
    return new MaterialPlace(parameter, material.fileName(), material.location());
  }

  static MaterialPlace of(String parameter, TlsDomain.Directory directory) {
    return new MaterialPlace(parameter, directory.written(), directory.location());
  }

  /** {@code certificate '/etc/cert.pem': }, before what is wrong with it. */
  private String prefix() {
    String name = written.isEmpty() ? parameter : parameter + " '" + LogText.escape(written) + "'";
    return name + (location.isEmpty() ? " (the default): " : ": ");
  }

  /** Hands the problems of one domain on, each with its place. Not thread-safe. */
  static final class Reporter {
    private final TlsDomain domain;
    private final Consumer<Problem> sink;
    private boolean failed;

    Reporter(TlsDomain domain, Consumer<Problem> sink) {
      this.domain = domain;
      this.sink = sink;
    }

    /** Whether an error was reported. */
    boolean failed() {
      return failed;
    }

    /** Reports all that was found, and gives the value. */
    <T> Optional<T> report(MaterialPlace place, Parsed<T> parsed) {
      for (Parsed.Finding finding : parsed.findings()) {
        problem(finding.error(), location(place), place.prefix() + finding.text());
      }
      return parsed.value();
    }

    void warning(MaterialPlace place, String text) {
      problem(false, location(place), place.prefix() + text);
    }

    void error(String location, String text) {
      problem(true, location, text);
    }

    void warning(String location, String text) {
      problem(false, location, text);
    }

    private String location(MaterialPlace place) {
      return place.location.isEmpty() ? domain.location() : place.location;
    }

    private void problem(boolean error, String location, String text) {
      failed |= error;
      sink.accept(
          error
              ? Problem.error(location, domain.name(), text)
              : Problem.warning(location, domain.name(), text));
    }
  }
}
