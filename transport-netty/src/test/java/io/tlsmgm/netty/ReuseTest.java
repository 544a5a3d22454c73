package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.await;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.ClientTarget;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are handed out again. */
class ReuseTest {
  private static Lab lab(String library) throws Exception {
    return Lab.of(library, server("dom", A), client("one"), client("two"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void anOpenConnectionToTheSamePlaceAndDomainIsHandedOut(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      ClientTarget target = to(echo(transport)).withTlsDomain("one");
      AtomicInteger prepared = new AtomicInteger();
      Channel first = await(transport.connectOrReuse(target, ch -> prepared.incrementAndGet()));
      Channel second = await(transport.connectOrReuse(target, ch -> prepared.incrementAndGet()));
      assertThat(second).isSameAs(first);
      assertThat(prepared).hasValue(1);
      assertThat(transport.statistics().reused()).isEqualTo(1);

      assertThat(await(transport.connectOrReuse(target.withTlsDomain("two"), ch -> {})))
          .isNotSameAs(first);
      assertThat(await(transport.connectOrReuse(target.withServerName("a.example"), ch -> {})))
          .isNotSameAs(first);
      assertThat(await(transport.connect(target, ch -> {}))).isNotSameAs(first);
      assertThat(transport.statistics().reused()).isEqualTo(1);
      assertThat(transport.pooled()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void manyCallersAtOnceShareOneConnection(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      ClientTarget target = to(echo(transport)).withTlsDomain("one");
      List<CompletableFuture<Channel>> all =
          IntStream.range(0, 50)
              .parallel()
              .mapToObj(i -> transport.connectOrReuse(target, ch -> {}))
              .toList();
      // One caller's change of mind is not the others'.
      all.get(17).cancel(false);
      Channel channel = await(all.get(0));
      for (CompletableFuture<Channel> one : all) {
        if (!one.isCancelled()) {
          assertThat(await(one)).isSameAs(channel);
        }
      }
      assertThat(channel.isActive()).isTrue();
      assertThat(transport.statistics().connects()).isEqualTo(1);
      assertThat(transport.statistics().reused()).isEqualTo(49);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aConnectionThatEndsOrFailedIsForgotten(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      ClientTarget target = to(listener).withTlsDomain("one");
      Channel first = await(transport.connectOrReuse(target, ch -> {}));
      // On its event loop the close has begun when the call returns; it has not ended.
      first.eventLoop().submit(() -> first.close()).sync();
      Channel second = await(transport.connectOrReuse(target, ch -> {}));
      assertThat(second).isNotSameAs(first);
      second.close().await();
      Lab.waitFor("an empty pool", () -> transport.pooled() == 0);

      listener.close();
      // A selector lets the kernel have the socket back with its next round.
      String said = "";
      for (int i = 0; i < 1000 && !said.contains("connection refused"); i++) {
        said = String.valueOf(failure(transport.connectOrReuse(target, ch -> {})).getMessage());
      }
      // Often: the reason races with the close of the channel that could not be connected.
      for (int i = 0; i < 50; i++) {
        assertThat(failure(transport.connectOrReuse(target, ch -> {})))
            .hasMessageContaining("connection refused");
      }
      assertThat(transport.pooled()).isZero();
      assertThat(failure(transport.connectOrReuse(target.withTlsDomain("three"), ch -> {})))
          .isInstanceOf(NoMatchingDomainException.class);
    }
  }

  @Test
  void aConnectionOfADomainThatWasReplacedIsNotMatched() throws Exception {
    // Two states of the same configuration, as before and after a reload that changed the domain.
    try (Lab before = lab("jsse");
        Lab after = lab("jsse")) {
      InetSocketAddress remote = new InetSocketAddress(Lab.LOOPBACK, 5061);
      ReusePool.Key old =
          new ReusePool.Key(remote, before.domain(Role.CLIENT, "one"), Optional.empty());
      ReusePool.Key current =
          new ReusePool.Key(remote, after.domain(Role.CLIENT, "one"), Optional.empty());
      LongAdder reused = new LongAdder();
      ReusePool pool = new ReusePool(reused);
      CompletableFuture<Channel> opened = new CompletableFuture<>();
      pool.get(old, () -> opened);
      AtomicInteger openedAgain = new AtomicInteger();
      pool.get(
          current,
          () -> {
            openedAgain.incrementAndGet();
            return CompletableFuture.completedFuture(new EmbeddedChannel());
          });
      assertThat(openedAgain).hasValue(1);
      assertThat(reused.sum()).isZero();
    }
  }
}
