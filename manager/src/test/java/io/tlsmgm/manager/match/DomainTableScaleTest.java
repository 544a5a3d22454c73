package io.tlsmgm.manager.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand names at one address cost a lookup no more than a few. */
class DomainTableScaleTest {
  private static final int DOMAINS = 10_000;

  /** An order of magnitude above what a lookup takes, and below what a list of them would. */
  private static final long MOST_NANOS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"", "*."})
  void lookupsAreFastAndAllocateNothing(String prefix) throws Exception {
    DomainTable.Builder<Integer> builder = DomainTable.builder();
    List<Optional<String>> names = new ArrayList<>();
    for (int i = 0; i < DOMAINS; i++) {
      String name = "customer" + i + ".region" + i % 17 + ".sip.example.com";
      builder.add(Domains.server("d" + i, "*", prefix + name), i);
      names.add(Optional.of(prefix.isEmpty() ? name : "edge7." + name));
    }
    ServerCandidates<Integer> candidates =
        builder.build().server(InetAddress.getByName("127.0.0.1"), 5061).orElseThrow();
    for (int i = 0; i < DOMAINS; i++) {
      assertThat(candidates.match(names.get(i))).contains(i);
    }
    Optional<String> unknown = Optional.of("edge7.customer5.region6.sip.example.org");
    assertThat(candidates.match(unknown)).isEmpty();

    long fewest = Long.MAX_VALUE;
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long allocated = allocatedBytes();
      long start = System.nanoTime();
      int found = lookUp(candidates, names);
      fastest = Math.min(fastest, (System.nanoTime() - start) / DOMAINS);
      fewest = Math.min(fewest, allocatedBytes() - allocated);
      assertThat(found).isEqualTo(DOMAINS);
    }
    assertThat(fastest).isLessThan(MOST_NANOS);
    // Less than a byte for each: the measuring itself takes a few.
    assertThat(fewest).isLessThan(DOMAINS);
  }

  /** By reflection, because the module under test does not read {@code jdk.management}. */
  private static long allocatedBytes() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes")
            .invoke(threads);
  }

  private static int lookUp(ServerCandidates<Integer> candidates, List<Optional<String>> names) {
    int found = 0;
    for (Optional<String> name : names) {
      if (candidates.match(name).isPresent()) {
        found++;
      }
    }
    return found;
  }
}
