package io.tlsmgm.benchmarks;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.ReloadResult;
import io.tlsmgm.manager.ReloadScope;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.db.SqlDatabase;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.testkit.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Many domains in a database (SQLite, a file), each with a certificate and key of its own: the
 * first load, and reloads of which each finds 1% of the rows changed, or none.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
public class ReloadBenchmark {
  /** How many rows there are. */
  @Param({"100", "1000", "10000"})
  public int domains;

  /** The value of {@code tls_library}. */
  @Param({"jsse", "openssl", "wolfssl"})
  public String library = "";

  private Path file = Path.of("");
  private @Nullable SqlDatabase database;
  private @Nullable TlsManager manager;
  private final List<Issued> spare = new ArrayList<>();
  private int turn;

  /** Makes certificates and fills the table. */
  @Setup
  public void fill() throws IOException, TlsException {
    file = Files.createTempFile("tlsmgm-bench", ".sqlite");
    Files.delete(file);
    SqlDatabase made = SqlDatabase.of(DatabaseSettings.at("sqlite:///" + file)).orElseThrow();
    database = made;
    made.create(3);
    made.write(
        IntStream.range(0, domains).parallel().mapToObj(i -> row(i, leaf())).toList(), false);
    // One more than are changed at a time, so that each row changes every time.
    IntStream.rangeClosed(0, domains / 100).forEach(i -> spare.add(leaf()));
  }

  private static Issued leaf() {
    return Domains.CA.leaf("bench.example").dns("bench.example").issue();
  }

  private static TlsDomain row(int number, Issued leaf) {
    return TlsDomainBuilder.server("d" + number)
        .definedAt(TlsDomain.Source.DATABASE, "benchmark")
        .matchSipDomain("d" + number + ".example.com")
        .key(leaf.certPem(), leaf.keyPem())
        .caList(Domains.CA.pem())
        .build();
  }

  private SqlDatabase filled() {
    return Objects.requireNonNull(database);
  }

  private TlsManager load() throws TlsException {
    return TlsManager.builder().library(library).source(filled().domains()).build();
  }

  /** Ends what a first load made. */
  @TearDown(Level.Iteration)
  public void close() {
    TlsManager last = manager;
    if (last != null) {
      last.close();
      manager = null;
    }
  }

  /** Removes the file. */
  @TearDown
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /** From the database to contexts, in a JVM that has done nothing else. */
  @Benchmark
  @Measurement(iterations = 1)
  @Fork(3)
  public TlsManager firstLoad() throws TlsException {
    TlsManager loaded = load();
    manager = loaded;
    return loaded;
  }

  /** Loads, and changes the certificates and keys of 1% of the rows. */
  @State(Scope.Benchmark)
  public static class Loaded {
    private @Nullable TlsManager inForce;

    /** Before each measured reload. */
    @Setup(Level.Iteration)
    public void change(ReloadBenchmark bench) throws TlsException {
      if (inForce == null) {
        inForce = bench.load();
      }
      List<TlsDomain> changed = new ArrayList<>();
      for (int i = 0; i < bench.domains / 100; i++) {
        changed.add(row(i * 100, bench.spare.get((i + bench.turn) % bench.spare.size())));
      }
      bench.turn++;
      bench.filled().write(changed, true);
    }

    TlsManager manager() {
      return Objects.requireNonNull(inForce);
    }
  }

  /** A reload that finds 1% changed, in a JVM that has loaded before. */
  @Benchmark
  @Measurement(iterations = 5)
  @Fork(1)
  public ReloadResult onePercent(Loaded loaded) throws TlsException {
    ReloadResult result = loaded.manager().reload(ReloadScope.SOURCE);
    if (result.changed() != domains / 100 || !result.problems().isEmpty()) {
      throw new IllegalStateException(result + " " + result.problems().stream().limit(3).toList());
    }
    return result;
  }
}
