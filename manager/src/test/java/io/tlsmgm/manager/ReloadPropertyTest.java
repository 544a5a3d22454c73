package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Any sequence of row sets: each reload comes to what a start with these rows would come to. */
class ReloadPropertyTest {
  private static final TestCa CA = TestCa.create("property CA");
  private static final List<Issued> LEAVES =
      List.of(CA.leaf("a").issue(), CA.leaf("b").issue(), CA.leaf("c").issue());

  /**
   * A row.
   *
   * @param kind 0 good, 1 with the key of another certificate, 2 not readable as a row
   */
  private record Row(String name, int leaf, int filter, int kind) {
    TlsDomain definition() {
      Issued leaf = LEAVES.get(leaf());
      Issued key = LEAVES.get(kind == 1 ? (leaf() + 1) % LEAVES.size() : leaf());
      return TlsDomainBuilder.server(name)
          .definedAt(TlsDomain.Source.DATABASE, "row " + name)
          .matchSipDomain("f" + filter + ".example")
          .key(leaf.certPem(), key.keyPem())
          .verifyCert(false)
          .build();
    }

    boolean good() {
      return kind == 0;
    }
  }

  @Provide
  Arbitrary<List<List<Row>>> histories() {
    Arbitrary<Row> row =
        Combinators.combine(
                Arbitraries.of("p", "q", "r", "s"),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 3),
                Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(1, 1), Tuple.of(1, 2)))
            .as(Row::new);
    return row.list().ofMaxSize(5).uniqueElements(Row::name).list().ofMinSize(1).ofMaxSize(6);
  }

  private static void fill(MemorySource source, List<Row> rows) {
    source.rows(
        rows.stream().filter(r -> r.kind != 2).map(Row::definition).toArray(TlsDomain[]::new));
    source.bad(
        rows.stream()
            .filter(r -> r.kind == 2)
            .map(r -> Problem.error("row " + r.name, r.name, "not a row"))
            .toArray(Problem[]::new));
  }

  @Property(tries = 60)
  void aReloadComesToWhatAStartComesTo(@ForAll("histories") List<List<Row>> history)
      throws Exception {
    FakeLibrary library = FakeLibrary.named("fake");
    MemorySource source = new MemorySource();
    fill(source, history.get(0));
    TlsManager manager =
        TlsManager.builder().libraries(List.of(library)).library("fake").source(source).build();
    Map<String, Row> expected = new LinkedHashMap<>();
    next(expected, history.get(0));
    check(manager, expected);
    for (List<Row> rows : history.subList(1, history.size())) {
      Map<String, Row> before = new LinkedHashMap<>(expected);
      Map<String, Integer> contexts = contexts(manager);
      int built = library.configs.size();
      fill(source, rows);
      ReloadResult result = manager.reload();
      next(expected, rows);
      check(manager, expected);
      assertThat(result.problems())
          .filteredOn(Problem::isError)
          .hasSizeGreaterThanOrEqualTo((int) rows.stream().filter(r -> !r.good()).count());
      // A context is made for exactly the good rows that are new or have another certificate.
      long renewed =
          expected.values().stream()
              .filter(
                  r -> {
                    Row old = before.get(r.name);
                    return old == null || old.leaf != r.leaf;
                  })
              .count();
      assertThat(library.configs.size() - built).isEqualTo((int) renewed);
      expected.forEach(
          (name, row) -> {
            Row old = before.get(name);
            if (old != null && old.leaf == row.leaf) {
              assertThat(contexts(manager).get(name)).isEqualTo(contexts.get(name));
            }
          });
      assertThat(library.configs.size() - library.closed.get()).isEqualTo(expected.size());
    }
    manager.close();
    assertThat(library.closed).hasValue(library.configs.size());
  }

  /** What is in force after {@code rows}: the good ones, and the old ones of the bad. */
  private static void next(Map<String, Row> inForce, List<Row> rows) {
    Map<String, Row> next = new LinkedHashMap<>();
    for (Row row : rows) {
      Row old = inForce.get(row.name);
      if (row.good()) {
        next.put(row.name, row);
      } else if (old != null) {
        next.put(row.name, old);
      }
    }
    inForce.clear();
    inForce.putAll(next);
  }

  private static void check(TlsManager manager, Map<String, Row> expected) {
    assertThat(manager.domains(Role.SERVER).stream().map(ManagedDomain::name))
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (int filter = 0; filter <= 3; filter++) {
      int number = filter;
      Optional<ManagedDomain> found =
          manager.findServerDomain(
              InetAddress.getLoopbackAddress(), 5061, Optional.of("f" + filter + ".example"));
      List<String> possible =
          expected.values().stream().filter(r -> r.filter == number).map(Row::name).toList();
      assertThat(found.isPresent()).isEqualTo(!possible.isEmpty());
      found.ifPresent(
          domain -> {
            assertThat(possible).contains(domain.name());
            assertThat(domain.key().orElseThrow().leaf())
                .isEqualTo(
                    LEAVES.get(Objects.requireNonNull(expected.get(domain.name())).leaf).leaf());
          });
    }
  }

  private static Map<String, Integer> contexts(TlsManager manager) {
    Map<String, Integer> contexts = new LinkedHashMap<>();
    manager
        .domains(Role.SERVER)
        .forEach(d -> contexts.put(d.name(), System.identityHashCode(d.counted())));
    return contexts;
  }

  @Test
  void oneReloadRunsAtATime() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    DomainSource source =
        new DomainSource() {
          @Override
          public Loaded load() {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
              Thread.sleep(20);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
            return new Loaded(List.of(new Row("p", 0, 0, 0).definition()), List.of());
          }

          @Override
          public String description() {
            return "slow";
          }
        };
    try (TlsManager manager =
        TlsManager.builder()
            .libraries(List.of(FakeLibrary.named("fake")))
            .library("fake")
            .source(source)
            .build()) {
      List<CompletableFuture<ReloadResult>> calls =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            try {
                              return manager.reload();
                            } catch (TlsException e) {
                              throw new AssertionError(e);
                            }
                          },
                          task -> new Thread(task).start()))
              .toList();
      calls.forEach(call -> assertThat(call.join().unchanged()).isEqualTo(1));
      assertThat(most).hasValue(1);
    }
  }
}
