package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.pump.EnginePump;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a connection: orderly, half, too early, and cut off (RFC 8446 section 6.1). */
public abstract class CloseContract extends Contract {
  /** For subclasses. */
  protected CloseContract() {}

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void bothSidesClose(ProtocolVersion version, Role initiator) throws SSLException {
    EnginePump pump = connected(version);
    exchange(pump);
    pump.close(initiator);
    for (Role role : Role.values()) {
      SSLEngine engine = pump.engine(role);
      engine.closeInbound();
      engine.closeOutbound();
      assertThat(pump.failure(role)).isEmpty();
      assertClosed(wrap(engine, bytes(1, 10)));
      assertClosed(unwrap(engine, bytes(1, 10)));
    }
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void closeNotifyIsTheLastThingWritten(ProtocolVersion version, Role role) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(role);
    engine.closeOutbound();
    assertThat(engine.isOutboundDone()).isFalse();
    assertThat(engine.getHandshakeStatus()).isEqualTo(statusBeforeCloseNotify());
    SSLEngineResult closing = wrap(engine, bytes(1, 10));
    assertThat(closing.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(closing.bytesConsumed()).isZero();
    assertThat(closing.bytesProduced()).isPositive();
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(engine.isInboundDone()).isFalse();
    assertClosed(wrap(engine, bytes(1, 10)));
    assertClosed(wrap(engine, new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void closeNotifyEndsInbound(ProtocolVersion version, Role receiver) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(receiver);
    SSLEngine initiator = pump.engine(other(receiver));
    initiator.closeOutbound();
    byte[] notify = wrapAll(initiator);
    SSLEngineResult result = unwrap(engine, notify);
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(result.bytesConsumed()).isEqualTo(notify.length);
    assertThat(result.bytesProduced()).isZero();
    assertThat(engine.isInboundDone()).isTrue();
    assertClosed(unwrap(engine, bytes(1, 100)));
    engine.closeInbound();
    if (!closesByHalves(version)) {
      // RFC 5246 section 7.2.1: answer at once and discard what is pending.
      assertThat(engine.getHandshakeStatus()).isEqualTo(statusBeforeCloseNotify());
      SSLEngineResult answer = wrap(engine, bytes(1, 10));
      assertThat(answer.getStatus()).isEqualTo(Status.CLOSED);
      assertThat(answer.bytesConsumed()).isZero();
      assertThat(answer.bytesProduced()).isPositive();
      assertThat(engine.isOutboundDone()).isTrue();
    } else {
      assertThat(engine.isOutboundDone()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void dataGoesOnAfterHalfAClose(ProtocolVersion version, Role initiator) {
    EnginePump pump = connected(version);
    pump.closeOutbound(initiator);
    byte[] data = bytes(1, 5_000);
    byte[] arrived = pump.offer(other(initiator), data);
    if (closesByHalves(version)) {
      // RFC 8446 section 6.1: each side closes its own direction.
      assertThat(arrived).isEqualTo(data);
      pump.closeOutbound(other(initiator));
    } else {
      assertThat(arrived).isEmpty();
    }
    for (Role role : Role.values()) {
      assertThat(pump.failure(role)).isEmpty();
      assertThat(pump.engine(role).isInboundDone()).isTrue();
      assertThat(pump.engine(role).isOutboundDone()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void dataInFrontOfCloseNotifyArrives(ProtocolVersion version, Role initiator)
      throws SSLException {
    EnginePump pump = connected(version);
    byte[] data = bytes(1, 500);
    pump.inject(other(initiator), seal(pump.engine(initiator), data));
    pump.engine(initiator).closeOutbound();
    pump.flush(initiator);
    pump.inject(other(initiator), bytes(2, 50));
    assertThat(pump.offer(initiator, new byte[0])).isEqualTo(data);
    assertThat(pump.engine(other(initiator)).isInboundDone()).isTrue();
    assertThat(pump.failure(other(initiator))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void endWithoutCloseNotifyIsAnError(ProtocolVersion version, Role role) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(role);
    if (deviates(Deviation.TRUNCATION_IS_SILENT)) {
      assertThat(engine.isInboundDone()).isFalse();
      engine.closeInbound();
    } else {
      assertThatThrownBy(engine::closeInbound).isInstanceOf(SSLException.class);
    }
    assertThat(engine.isInboundDone()).isTrue();
    assertClosed(unwrap(engine, bytes(1, 100)));
    engine.closeOutbound();
    pump.flush(role);
    assertThat(engine.isOutboundDone()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void anUnusedEngineClosesSilently(ProtocolVersion version, Role role) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    SSLEngine engine = pump.engine(role);
    engine.closeInbound();
    assertThat(engine.isInboundDone()).isTrue();
    engine.closeOutbound();
    assertClosed(wrap(engine, bytes(1, 10)));
    assertThat(engine.isOutboundDone()).isTrue();
    assertClosed(unwrap(engine, bytes(1, 10)));
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void closeDuringTheHandshakeReachesThePeer(ProtocolVersion version, Role initiator)
      throws SSLException {
    EnginePump pump = pump(open(mutualClient(version)), open(mutualServer(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    pump.settle(Role.SERVER);
    if (initiator == Role.CLIENT) {
      pump.intercept(Role.CLIENT); // a client that gives up before it has an answer
    }
    if (deviates(Deviation.ABANDONED_HANDSHAKE_IS_SILENT)) {
      assertSilence(pump, initiator);
      return;
    }
    pump.closeOutbound(initiator);
    assertThat(pump.engine(initiator).isOutboundDone()).isTrue();
    SSLEngine peer = pump.engine(other(initiator));
    assertThat(peer.isInboundDone() || pump.failure(other(initiator)).isPresent())
        .as("the peer knows%s", pump.transcript())
        .isTrue();
  }

  private static void assertSilence(EnginePump pump, Role initiator) {
    int before = pump.sentBy(initiator).bytes().length;
    pump.engine(initiator).closeOutbound();
    pump.flush(initiator);
    assertThat(pump.sentBy(initiator).bytes()).hasSize(before);
    assertThat(pump.engine(initiator).isOutboundDone()).isTrue();
    if (initiator == Role.SERVER) {
      assertThatThrownBy(pump::settle).isInstanceOf(IllegalStateException.class);
    }
  }

  private HandshakeStatus statusBeforeCloseNotify() {
    return deviates(Deviation.CLOSE_NOTIFY_NEEDS_NO_WRAP)
        ? HandshakeStatus.NOT_HANDSHAKING
        : HandshakeStatus.NEED_WRAP;
  }

  private boolean closesByHalves(ProtocolVersion version) {
    return version == ProtocolVersion.TLSV1_3 && !deviates(Deviation.NO_HALF_CLOSE);
  }

  private static SSLEngineResult wrap(SSLEngine engine, byte[] data) throws SSLException {
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    return engine.wrap(ByteBuffer.wrap(data), to);
  }

  private static byte[] wrapAll(SSLEngine engine) throws SSLException {
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), to);
    return Arrays.copyOf(to.array(), to.position());
  }

  private static SSLEngineResult unwrap(SSLEngine engine, byte[] wire) throws SSLException {
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    return engine.unwrap(ByteBuffer.wrap(wire), to);
  }

  private static void assertClosed(SSLEngineResult result) {
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(result.bytesConsumed()).isZero();
    assertThat(result.bytesProduced()).isZero();
  }
}
