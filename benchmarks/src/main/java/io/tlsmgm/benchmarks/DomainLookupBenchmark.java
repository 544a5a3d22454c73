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
@Fork(1)
public class DomainLookupBenchmark {
  /** How many server domains the table has. */
  @Param({"1", "100", "10000"})
  public int domains;

  private DomainTable<String> table = DomainTable.<String>builder().build();
  private InetAddress address = Domains.loopback();
  private Optional<String> exact = Optional.empty();
  private Optional<String> wildcard = Optional.empty();
  private Optional<String> unknown = Optional.empty();

  /** Half of the names are exact, half are wildcards. */
  @Setup
  public void setUp() {
    DomainTable.Builder<String> builder = DomainTable.builder();
    for (int i = 0; i < domains; i++) {
      String sipDomain = i % 2 == 0 ? "sip" + i + ".example.com" : "*.wild" + i + ".example.com";
      builder.add(Domains.server("d" + i, sipDomain, "TLSv1_3"), "d" + i);
    }
    table = builder.build();
    int even = (domains - 1) / 2 * 2;
    exact = Optional.of("sip" + even + ".example.com");
    wildcard = Optional.of("host.wild" + Math.max(1, even - 1) + ".example.com");
    unknown = Optional.of("nobody.example.net");
    if (table.all(Role.SERVER).size() != domains || find(exact).isEmpty()) {
      throw new IllegalStateException("the table is not what it should be");
    }
  }

  private Optional<String> find(Optional<String> name) {
    return table.server(address, Domains.PORT).flatMap(candidates -> candidates.match(name));
  }

  /** A name that a domain has exactly. */
  @Benchmark
  public Optional<String> exact() {
    return find(exact);
  }

  /** A name that only a wildcard matches. */
  @Benchmark
  public Optional<String> wildcard() {
    return find(wildcard);
  }

  /** A name that nothing matches. */
  @Benchmark
  public Optional<String> miss() {
    return find(unknown);
  }
}
