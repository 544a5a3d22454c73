package io.tlsmgm.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.manager.engine.Contexts.Library;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing at every point of a connection. */
class SelectingEngineCloseTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private static SelectingEngine engine() {
    return SelectingEngine.create(
        EnginePeer.UNKNOWN,
        hello -> new Selection.Engine(Contexts.server(Library.JSSE, "a.example")));
  }

  private static byte[] flight() throws SSLException {
    return Wire.of(Contexts.client("a.example")).work();
  }

  private static ByteBuffer room() {
    return ByteBuffer.allocate(20_000);
  }

  @Test
  void closingAFreshEngineSaysNothing() throws SSLException {
    for (UnaryOperator<SSLEngine> close :
        List.<UnaryOperator<SSLEngine>>of(
            SelectingEngineCloseTest::closeOutbound, SelectingEngineCloseTest::closeInbound)) {
      SSLEngine engine = close.apply(engine());
      assertThat(engine.isInboundDone()).isTrue();
      assertThat(engine.isOutboundDone()).isTrue();
      assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
      SSLEngineResult result = engine.wrap(NOTHING, room());
      assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
      assertThat(result.bytesProduced()).isZero();
      assertThat(engine.unwrap(ByteBuffer.wrap(flight()), room()).getStatus())
          .isEqualTo(Status.CLOSED);
      assertThatThrownBy(engine::beginHandshake).isInstanceOf(SSLException.class);
    }
  }

  private static SSLEngine closeOutbound(SSLEngine engine) {
    engine.closeOutbound();
    return engine;
  }

  private static SSLEngine closeInbound(SSLEngine engine) {
    try {
      engine.closeInbound();
    } catch (SSLException e) {
      throw new AssertionError(e);
    }
    return engine;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void closingOutboundBeforeTheHelloIsCompleteNotifies(int records) throws SSLException {
    SSLEngine engine = engine();
    receiveRecords(engine, records);
    engine.closeOutbound();
    engine.closeOutbound();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(engine.isOutboundDone()).isFalse();
    assertAlert(engine, "15030300020100");
    assertThat(engine.isInboundDone()).isTrue();
    engine.closeInbound();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void closingInboundBeforeTheHelloIsCompleteIsATruncation(int records) throws SSLException {
    SSLEngine engine = engine();
    receiveRecords(engine, records);
    assertThatThrownBy(engine::closeInbound)
        .isInstanceOf(SSLException.class)
        .hasMessage("closing inbound before receiving peer's close_notify");
    engine.closeInbound();
    engine.closeOutbound();
    assertThat(engine.isInboundDone()).isTrue();
    assertAlert(engine, "15030300020250");
  }

  private static void receiveRecords(SSLEngine engine, int count) throws SSLException {
    engine.beginHandshake();
    ByteBuffer src = ByteBuffer.wrap(Wire.inRecords(flight(), 20));
    for (int i = 0; i < count; i++) {
      assertThat(engine.unwrap(src, room()).bytesConsumed()).isEqualTo(25);
    }
  }

  private static void assertAlert(SSLEngine engine, String hex) throws SSLException {
    byte[] out = new byte[100];
    SSLEngineResult result = engine.wrap(NOTHING, ByteBuffer.wrap(out));
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(HexFormat.of().formatHex(out, 0, result.bytesProduced())).isEqualTo(hex);
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void closingDuringTheHandshakeIsTheDomainsMatter(Library library) throws SSLException {
    SSLEngine domain = Contexts.server(library, "a.example");
    SelectingEngine engine =
        SelectingEngine.create(EnginePeer.UNKNOWN, hello -> new Selection.Engine(domain));
    engine.unwrap(ByteBuffer.wrap(flight()), room());
    engine.closeOutbound();
    for (int i = 0; i < 9 && !engine.isOutboundDone(); i++) {
      engine.wrap(NOTHING, room());
    }
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(domain.isOutboundDone()).isTrue();
  }

  @Test
  void closingInboundAfterTheHandshakeIsATruncation() throws SSLException {
    SelectingEngine engine = engine();
    Wire.exchange(Wire.of(Contexts.client("a.example")), Wire.of(engine));
    assertThatThrownBy(engine::closeInbound).isInstanceOf(SSLException.class);
    assertThat(engine.isInboundDone()).isTrue();
  }
}
