package io.tlsmgm.manager;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source whose rows a test sets. */
final class MemorySource implements DomainSource {
  final AtomicInteger loads = new AtomicInteger();
  private volatile List<TlsDomain> rows = List.of();
  private volatile List<Problem> problems = List.of();
  private volatile @Nullable String failure;

  static MemorySource of(TlsDomain... rows) {
    MemorySource source = new MemorySource();
    source.rows(rows);
    return source;
  }

  void rows(TlsDomain... next) {
    rows = Arrays.asList(next);
    problems = List.of();
    failure = null;
  }

  void bad(Problem... next) {
    problems = List.of(next);
  }

  void down(String message) {
    failure = message;
  }

  @Override
  public Loaded load() throws TlsException {
    loads.incrementAndGet();
    String message = failure;
    if (message != null) {
      throw new ConfigurationException(List.of(Problem.error("", "", message)));
    }
    return new Loaded(rows, problems);
  }

  @Override
  public String description() {
    return "a test's rows";
  }
}
