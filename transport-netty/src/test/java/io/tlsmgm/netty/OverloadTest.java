package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Role;
import io.tlsmgm.manager.TlsManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** More than a transport can do, and what it does not take on. */
class OverloadTest {
  @Test
  void handshakesThatFindNoPlaceInTheQueueFailAndTheOthersSucceed() throws Exception {
    int count = 200;
    try (Lab lab = Lab.of("jsse", server("dom", A), client("out"))) {
      TlsTransport busy = lab.transport(b -> b.handshakeThreads(1).handshakeQueue(1));
      TlsTransport client = lab.transport();
      TlsListener listener = echo(busy);
      List<CompletableFuture<Channel>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(client.connect(to(listener), channel -> {}));
      }
      int failed = 0;
      for (CompletableFuture<Channel> one : all) {
        if (failure(one) != null) {
          failed++;
        }
      }
      Lab.waitFor("an end of handshakes", () -> busy.statistics().handshaking() == 0);
      TransportStatistics statistics = busy.statistics();
      assertThat(statistics.failed(FailureReason.OVERLOAD)).isPositive();
      assertThat(statistics.handshakes()).isPositive();
      assertThat(statistics.handshakes() + statistics.failed()).isEqualTo(count);
      // With TLS 1.3 a client may be done before the server fails.
      assertThat(failed).isLessThanOrEqualTo((int) statistics.failed());
      Lab.waitFor(
          "only good connections hold the domain",
          () -> lab.domain(Role.SERVER, "dom").connections() == busy.statistics().active());
    }
  }

  @Test
  void limitsAreChecked() throws Exception {
    try (Lab lab = Lab.of("jsse")) {
      TlsTransportBuilder builder = TlsTransport.builder(lab.manager);
      assertThatThrownBy(() -> builder.eventLoopThreads(0))
          .hasMessage("eventLoopThreads must be at least 1: 0");
      assertThatThrownBy(() -> builder.handshakeQueue(-1)).hasMessageContaining("-1");
      assertThatThrownBy(() -> builder.handshakeTimeout(Duration.ZERO))
          .hasMessage("handshakeTimeout must be from one millisecond to one day: PT0S");
      assertThatThrownBy(() -> builder.sendTimeout(Duration.ofDays(2)))
          .hasMessageContaining("sendTimeout");
      assertThatThrownBy(() -> builder.closeTimeout(Duration.ofMillis(-1)))
          .hasMessageContaining("closeTimeout");
    }
  }

  @Test
  void aLibraryWithoutTlsMakesNoTransport() throws Exception {
    try (TlsManager none = TlsManager.builder().library("none").build()) {
      assertThatThrownBy(() -> TlsTransport.builder(none).build())
          .isInstanceOf(LibraryUnavailableException.class)
          .hasMessageContaining("tls_library none makes no connections");
    }
  }

  @Test
  void anAddressInUseIsNamed() throws Exception {
    try (Lab lab = Lab.of("jsse", server("dom", A))) {
      TlsListener listener = echo(lab.transport());
      assertThatThrownBy(() -> lab.transport().listen(listener.localAddress(), channel -> {}))
          .isInstanceOf(java.net.BindException.class)
          .hasMessageContaining("cannot listen at 127.0.0.1:" + listener.localAddress().getPort());
    }
  }

  @Test
  void anApplicationThatFailsToPrepareAConnectionLosesIt() throws Exception {
    try (Lab lab = Lab.of("jsse", server("dom", A), client("out"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Throwable seen =
          failure(
              transport.connect(
                  to(listener),
                  channel -> {
                    throw new IllegalStateException("no handlers today");
                  }));
      assertThat(seen).isInstanceOf(IllegalStateException.class).hasMessage("no handlers today");
      Lab.waitFor("the end", () -> transport.statistics().active() == 0);
    }
  }
}
