package io.tlsmgm.testkit.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pump between good engines works, and one with an engine that breaks a rule says which. */
class EnginePumpTest {
  private static final TestCa CA = TestCa.create("Pump CA");
  private static final Issued SERVER = CA.leaf("server").issue();

  private static SSLEngine client(ProtocolVersion version) {
    return ReferencePeer.client(TestTrust.of(CA)).protocols(version).engine();
  }

  private static SSLEngine server(ProtocolVersion... versions) {
    return ReferencePeer.server(TestTrust.of(CA), SERVER.entry()).protocols(versions).engine();
  }

  private static EnginePump withServer(SSLEngine server) {
    return new EnginePump(client(ProtocolVersion.TLSV1_2), server);
  }

  private static SSLEngine good() {
    return server(ProtocolVersion.TLSV1_2);
  }

  /** A handshake, data both ways, and a close. */
  private static void use(EnginePump pump) {
    pump.handshake();
    pump.transfer(new byte[20_000], new byte[20_000]);
    pump.close(Role.CLIENT);
  }

  private static void assertCaught(EnginePump pump, String message) {
    assertThatThrownBy(() -> use(pump))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message)
        .hasMessageContaining("steps:\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"TLSV1_2", "TLSV1_3"})
  void goodEnginesPass(ProtocolVersion version) {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      PumpOptions options =
          PumpOptions.DEFAULT
              .fragmentation(Fragmentation.random(1))
              .buffers(BufferKind.DIRECT, BufferKind.SLICED_HEAP)
              .pieces(3)
              .tasks(executor);
      EnginePump pump = new EnginePump(client(version), server(version), options);
      use(pump);
      assertThat(pump.resumed()).isFalse();
      assertThat(pump.tasks(Role.SERVER)).isPositive();
      assertThat(pump.finished(Role.SERVER)).isEqualTo(1);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void refusalReachesBothSides() {
    EnginePump pump =
        new EnginePump(client(ProtocolVersion.TLSV1_2), server(ProtocolVersion.TLSV1_3));
    HandshakeOutcome outcome = pump.tryHandshake();
    assertThat(outcome.completed()).isFalse();
    assertThat(outcome.serverFailure()).isPresent();
    assertThat(ReferencePeer.alertIn(outcome.clientFailure().orElseThrow()))
        .contains(AlertDescription.PROTOCOL_VERSION);
    assertThat(pump.sentBy(Role.SERVER).alert()).contains(AlertDescription.PROTOCOL_VERSION);
  }

  @Test
  void wrongCountIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int off, int length)
                  throws SSLException {
                SSLEngineResult r = super.unwrap(from, to, off, length);
                return r.bytesConsumed() == 0
                    ? r
                    : new SSLEngineResult(
                        r.getStatus(),
                        r.getHandshakeStatus(),
                        r.bytesConsumed() - 1,
                        r.bytesProduced());
              }
            }),
        "but positions moved by");
  }

  @Test
  void byteOutsideTheBufferIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult wrap(ByteBuffer[] from, int off, int length, ByteBuffer to)
                  throws SSLException {
                to.duplicate().limit(to.capacity()).put(to.limit(), (byte) 0);
                return super.wrap(from, off, length, to);
              }
            }),
        "outside the buffer");
  }

  @Test
  void movedLimitIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult wrap(ByteBuffer[] from, int off, int length, ByteBuffer to)
                  throws SSLException {
                SSLEngineResult result = super.wrap(from, off, length, to);
                to.limit(to.position());
                return result;
              }
            }),
        "limit moved");
  }

  @Test
  void changedSourceIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult wrap(ByteBuffer[] from, int off, int length, ByteBuffer to)
                  throws SSLException {
                ByteBuffer source = from[off];
                int at = source.position();
                boolean data = source.hasRemaining();
                SSLEngineResult result = super.wrap(from, off, length, to);
                if (data) {
                  source.put(at, (byte) 1);
                }
                return result;
              }
            }),
        "changed its source");
  }

  @Test
  void overflowInSpiteOfTheSizeIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult wrap(ByteBuffer[] from, int off, int length, ByteBuffer to) {
                return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
              }
            }),
        "getPacketBufferSize() bytes were not enough");
  }

  @Test
  void underflowOfAWholeRecordIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int off, int length) {
                return new SSLEngineResult(
                    Status.BUFFER_UNDERFLOW, HandshakeStatus.NEED_UNWRAP, 0, 0);
              }
            }),
        "BUFFER_UNDERFLOW although the record is complete");
  }

  @Test
  void handshakeWithoutProgressIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int off, int length) {
                return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_UNWRAP, 0, 0);
              }
            }),
        "the handshake is stuck");
  }

  @Test
  void loopWithoutAnEndIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public HandshakeStatus getHandshakeStatus() {
                return HandshakeStatus.NEED_WRAP;
              }

              @Override
              public SSLEngineResult wrap(ByteBuffer[] from, int off, int length, ByteBuffer to) {
                to.put((byte) 22);
                return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 1);
              }
            }),
        "no end after");
  }

  @Test
  void statusFinishedIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public HandshakeStatus getHandshakeStatus() {
                return HandshakeStatus.FINISHED;
              }
            }),
        "getHandshakeStatus() returned FINISHED");
  }

  @Test
  void missingTaskIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public @Nullable Runnable getDelegatedTask() {
                return null;
              }
            }),
        "needs a task and has none");
  }

  @Test
  void changedDataIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int off, int length)
                  throws SSLException {
                int at = to[off].position();
                SSLEngineResult result = super.unwrap(from, to, off, length);
                if (result.bytesProduced() > 0) {
                  to[off].put(at, (byte) 9);
                }
                return result;
              }
            }),
        "different at 0");
  }

  @Test
  void closeWithoutEndIsCaught() {
    assertCaught(
        withServer(
            new ForwardingEngine(good()) {
              @Override
              public boolean isOutboundDone() {
                return false;
              }
            }),
        "outbound is not done");
  }
}
