package io.tlsmgm.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Role;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the guard does without any TLS. */
class ConnectionGuardTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Connections connections;
  private final ConnectionGuard guard;
  private final EmbeddedChannel channel;

  ConnectionGuardTest() throws Exception {
    connections =
        new Connections(
            Lab.of("jsse").manager,
            new Settings(1, 1, 1, 1, SECOND, SECOND, SECOND, SECOND),
            Capabilities.none(),
            Runnable::run);
    guard = new ConnectionGuard(connections, Role.SERVER, null, new CompletableFuture<>());
    channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(guard);
  }

  @Test
  void aPeerThatSendsTooMuchDuringTheHandshakeHasToWait() {
    for (int i = 0; i < 4; i++) {
      channel.writeInbound(Unpooled.buffer(65_536).writeZero(65_536));
      assertThat(channel.config().isAutoRead()).isTrue();
    }
    channel.writeInbound(Unpooled.buffer(1).writeZero(1));
    assertThat(channel.config().isAutoRead()).isFalse();
    guard.succeed();
    assertThat(channel.config().isAutoRead()).isTrue();
    // Afterwards there is no limit.
    channel.writeInbound(Unpooled.buffer(1_000_000).writeZero(1_000_000));
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Test
  void theDeadlineCountsOnceAndCloses() {
    // Far from the deadline of one second: the clock of the test goes on by itself, too.
    channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(800, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
    TransportStatistics statistics = connections.counters().statistics();
    assertThat(statistics.handshakeTimeouts()).isEqualTo(1);
    assertThat(statistics.failed()).isEqualTo(1);
    assertThat(statistics.handshaking()).isZero();
    assertThat(connections.open()).isEmpty();
  }

  @Test
  void aHandshakeInTimeHasNoDeadline() {
    guard.succeed();
    channel.advanceTimeBy(1, TimeUnit.HOURS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    guard.closeNow();
    channel.finishAndReleaseAll();
    assertThat(connections.counters().statistics().failed()).isZero();
    assertThat(connections.counters().statistics().active()).isZero();
  }
}
