package io.tlsmgm.manager;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells what is wrong with one domain, and remembers what it came to. Not thread-safe. */
final class DomainProblems {
  private final TlsDomain domain;
  private final String library;
  private final Consumer<Problem> sink;
  private final List<String> notHonoured = new ArrayList<>();
  private boolean failed;

  DomainProblems(TlsDomain domain, String library, Consumer<Problem> sink) {
    this.domain = domain;
    this.library = library;
    this.sink = sink;
  }

  /** Whether an error was told. */
  boolean failed() {
    return failed;
  }

  /** Settings that the library cannot honour, in words. */
  List<String> notHonoured() {
    return notHonoured;
  }

  void error(String location, String message) {
    failed = true;
    sink.accept(Problem.error(location, domain.name(), message));
  }

  void warning(String location, String message) {
    sink.accept(Problem.warning(location, domain.name(), message));
  }

  /** Warns of a setting that the library cannot honour, which does not weaken anything. */
  void notHonoured(String location, String parameter, String reason) {
    notHonoured.add(parameter + ": " + reason);
    warning(
        location,
        parameter
            + " of domain "
            + domain.name()
            + " cannot be honoured by tls_library "
            + library
            + ": "
            + reason);
  }
}
