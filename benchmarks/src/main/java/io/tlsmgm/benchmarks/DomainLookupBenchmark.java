package io.tlsmgm.benchmarks;

import io.tlsmgm.api.Role;
import io.tlsmgm.manager.match.DomainTable;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From an address and a server name to the domain, among many domains at one address. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DomainLookupBenchmark {
  /** How many server domains the table has. */
  @Param({"1", "100", "10000"})
  public int domains;

  private DomainTable<String> table = DomainTable.<String>builder().build();
  private DomainTable<String> tableOfWildcards = table;
  private InetAddress address = Domains.loopback();
  private Optional<String> exact = Optional.empty();
  private Optional<String> wildcard = Optional.empty();
  private Optional<String> unknown = Optional.empty();

  /** Half of the names are exact, half are wildcards; a single one is either. */
  @Setup
  public void setUp() {
    table = table(0);
    tableOfWildcards = domains == 1 ? table(1) : table;
    exact = Optional.of("sip" + (domains - 1) / 2 * 2 + ".example.com");
    wildcard = Optional.of("host.wild" + Math.max(1, domains / 2 * 2 - 1) + ".example.com");
    unknown = Optional.of("nobody.example.net");
    if (table.all(Role.SERVER).size() != domains
        || exact().isEmpty()
        || wildcard().isEmpty()
        || miss().isPresent()) {
      throw new IllegalStateException("the table is not what it should be");
    }
  }

  private DomainTable<String> table(int first) {
    DomainTable.Builder<String> builder = DomainTable.builder();
    for (int i = first; i < first + domains; i++) {
      String sipDomain = i % 2 == 0 ? "sip" + i + ".example.com" : "*.wild" + i + ".example.com";
      builder.add(Domains.server("d" + i, sipDomain, "TLSv1_3"), "d" + i);
    }
    return builder.build();
  }

  private Optional<String> find(DomainTable<String> in, Optional<String> name) {
    return in.server(address, Domains.PORT).flatMap(candidates -> candidates.match(name));
  }

  /** A name that a domain has exactly. */
  @Benchmark
  public Optional<String> exact() {
    return find(table, exact);
  }

  /** A name that only a wildcard matches. */
  @Benchmark
  public Optional<String> wildcard() {
    return find(tableOfWildcards, wildcard);
  }

  /** A name that nothing matches. */
  @Benchmark
  public Optional<String> miss() {
    return find(table, unknown);
  }
}
