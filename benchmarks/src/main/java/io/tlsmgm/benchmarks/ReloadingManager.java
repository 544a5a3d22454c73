package io.tlsmgm.benchmarks;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.DomainSource;
import io.tlsmgm.manager.ReloadResult;
import io.tlsmgm.manager.ReloadScope;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.testkit.Issued;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A manager with a client domain and many server domains at one address, and a thread that reloads
 * it without pause; each reload finds the certificate of 1% of the domains changed.
 */
final class ReloadingManager implements DomainSource, AutoCloseable {
  private final List<TlsDomain> domains = new ArrayList<>();
  private final Issued[] leaves = {leaf(), leaf()};
  private final AtomicLong reloads = new AtomicLong();
  private final TlsManager manager;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;
  private int turn;

  ReloadingManager(String library, int count) throws TlsException {
    for (int i = 0; i < count; i++) {
      domains.add(domain(i));
    }
    manager =
        TlsManager.builder()
            .library(library)
            .domain(Domains.client("client", "TLSv1_3"))
            .source(this)
            .build();
  }

  private static Issued leaf() {
    return Domains.CA.leaf("bench.example").dns("bench.example").issue();
  }

  private TlsDomain domain(int number) {
    Issued leaf = leaves[turn % leaves.length];
    return TlsDomainBuilder.server("d" + number)
        .definedAt(TlsDomain.Source.DATABASE, "benchmark")
        .matchAddress(Domains.loopback(), Domains.PORT)
        .matchSipDomain(name(number))
        .method("TLSv1_3")
        .verifyCert(false)
        .key(leaf.certPem(), leaf.keyPem())
        .build();
  }

  /** The server name of a domain. */
  static String name(int number) {
    return "sip" + number + ".example.com";
  }

  TlsManager manager() {
    return manager;
  }

  @Override
  public Loaded load() {
    int changed = Math.max(1, domains.size() / 100);
    turn++;
    for (int i = 0; i < changed; i++) {
      domains.set(i, domain(i));
    }
    return new Loaded(domains, List.of());
  }

  @Override
  public String description() {
    return "domains in memory";
  }

  /** Begins to reload. */
  void start() {
    Thread started = new Thread(this::reload, "reload");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  private void reload() {
    try {
      while (!stopped) {
        ReloadResult result = manager.reload(ReloadScope.SOURCE);
        if (result.changed() != Math.max(1, domains.size() / 100)) {
          throw new IllegalStateException(result + " " + result.problems());
        }
        reloads.incrementAndGet();
      }
    } catch (TlsException | RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Ends the thread, if there is one.
   *
   * @throws IllegalStateException when a reload failed, or none was done
   */
  void stop() throws InterruptedException {
    Thread running = thread;
    if (running == null) {
      return;
    }
    stopped = true;
    running.join();
    if (failure != null || reloads.get() == 0) {
      throw new IllegalStateException("after " + reloads.get() + " reloads", failure);
    }
    System.out.printf("%n# %d reloads%n", reloads.get());
  }

  @Override
  public void close() {
    manager.close();
  }
}
