package io.tlsmgm.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.TrustEverybody;
import io.tlsmgm.testkit.pump.FastPump;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class EngineCloserTest {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final EngineCloser closer = new EngineCloser(PATIENCE);
  private final FastPump pump = new FastPump();

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(5);
    }
  }

  private SSLEngine[] connected() throws Exception {
    SSLEngine[] engines = {Domains.engine(Domains.client()), Domains.engine(Domains.server())};
    assertThat(pump.handshake(engines[0], engines[1])).isTrue();
    return engines;
  }

  @Test
  void finishesWhatWasClosedInOneDirection() throws Exception {
    SSLEngine client = connected()[0];
    pump.closeOutbound(client);
    assertThat(client.isOutboundDone()).isTrue();
    assertThat(client.isInboundDone()).isFalse();
    long start = System.nanoTime();
    closer.watch(client);
    assertThat(closer.watched()).isEqualTo(1);
    await(client::isInboundDone);
    await(() -> closer.watched() == 0);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(PATIENCE);
    assertThat(client.getSession().getPeerCertificates()).hasSize(1);
  }

  @Test
  void takesTheAlertThatNobodyTook() throws Exception {
    SSLEngine client = Domains.engine(Domains.client(new TrustEverybody(true)));
    SSLEngine server = Domains.engine(Domains.server());
    assertThat(pump.handshake(client, server)).isFalse();
    assertThat(client.isInboundDone()).isTrue();
    assertThat(client.isOutboundDone()).isFalse();
    closer.watch(client);
    await(client::isOutboundDone);
  }

  @Test
  void leavesTheOwnerTimeToTakeTheAlert() throws Exception {
    SSLEngine client = Domains.engine(Domains.client(new TrustEverybody(true)));
    SSLEngine server = Domains.engine(Domains.server());
    EngineCloser patient = new EngineCloser(LONG);
    patient.watch(client);
    assertThat(pump.handshake(client, server)).isFalse();
    Thread.sleep(200);
    ByteBuffer alert = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    assertThat(client.wrap(ByteBuffer.allocate(0), alert).bytesProduced()).isPositive();
  }

  @Test
  void leavesAnOwnerAloneWhoOnlyWrites() throws Exception {
    SSLEngine[] engines = connected();
    engines[0].closeInbound();
    closer.watch(engines[0]);
    Thread.sleep(3 * PATIENCE.toMillis());
    assertThat(transfer(engines[0], engines[1])).isEqualTo(3);
  }

  /** Sends three bytes, after the tickets that may be due, and counts what arrives. */
  private static int transfer(SSLEngine from, SSLEngine to) throws SSLException {
    ByteBuffer wire = ByteBuffer.allocate(2 * from.getSession().getPacketBufferSize());
    ByteBuffer read = ByteBuffer.allocate(to.getSession().getApplicationBufferSize());
    assertThat(from.wrap(ByteBuffer.wrap(new byte[] {1, 2, 3}), wire).bytesConsumed()).isEqualTo(3);
    wire.flip();
    int consumed;
    do {
      consumed = to.unwrap(wire, read).bytesConsumed();
    } while (wire.hasRemaining() && consumed > 0);
    return read.position();
  }

  @Test
  void neverTouchesEnginesInUse() throws Exception {
    SSLEngine[] engines = connected();
    closer.watch(engines[0]);
    closer.watch(engines[1]);
    SSLEngine fresh = Domains.engine(Domains.client());
    closer.watch(fresh);
    Thread.sleep(3 * PATIENCE.toMillis());
    assertThat(transfer(engines[0], engines[1])).isEqualTo(3);
    assertThat(transfer(engines[1], engines[0])).isEqualTo(3);
    assertThat(pump.handshake(fresh, Domains.engine(Domains.server()))).isTrue();
  }

  @Test
  void isTheLessPatientTheMoreThereAre() {
    assertThat(closer.patience(0)).isEqualTo(PATIENCE.toNanos());
    assertThat(closer.patience(EngineCloser.MANY)).isEqualTo(PATIENCE.toNanos());
    assertThat(closer.patience(2 * EngineCloser.MANY)).isEqualTo(PATIENCE.toNanos() / 16);
    assertThat(closer.patience(4 * EngineCloser.MANY)).isEqualTo(PATIENCE.toNanos() / 256);
  }
}
