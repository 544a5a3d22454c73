package io.tlsmgm.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.manager.engine.StubEngine.Step;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hello of several records and engines that do not take them in one go. A transport that is told
 * NEED_UNWRAP waits for the network, so it must not be told so while records are left.
 */
class ReplayTest {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private ByteBuffer hello = NOTHING;
  private int count;

  @BeforeEach
  void makeHello() throws SSLException {
    byte[] flight = Wire.of(Contexts.client("a.example")).work();
    int size = (flight.length - 5 + 2) / 3;
    hello = ByteBuffer.wrap(Wire.inRecords(flight, size));
    count = 3;
  }

  private static SelectingEngine engine(StubEngine stub) {
    return SelectingEngine.create(EnginePeer.UNKNOWN, h -> new Selection.Engine(stub));
  }

  /** Gives {@code engine} the records up to the one that completes the hello. */
  private SSLEngineResult receive(SelectingEngine engine) throws SSLException {
    SSLEngineResult result = engine.unwrap(hello, ByteBuffer.allocate(100));
    while (hello.hasRemaining()) {
      assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
      assertThat(result.bytesConsumed()).isPositive();
      result = engine.unwrap(hello, ByteBuffer.allocate(100));
    }
    return result;
  }

  @Test
  void takesAllRecordsAtOnce() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE, Step.TAKE, Step.TAKE_AND_WANT_WRAP);
    SelectingEngine engine = engine(stub);
    SSLEngineResult result = receive(engine);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(result.bytesConsumed()).isEqualTo(stub.records.get(2));
    assertThat(stub.records).hasSize(count);
    assertThat(stub.calls)
        .containsExactly("begin", "unwrap TAKE", "unwrap TAKE", "unwrap TAKE_AND_WANT_WRAP");
    assertThat(engine.selected()).containsSame(stub);
  }

  @Test
  void goesOnAfterATask() throws SSLException {
    StubEngine stub =
        new StubEngine(Step.TAKE_AND_WANT_TASK, Step.TAKE_AND_WANT_TASK, Step.TAKE_AND_WANT_WRAP);
    SelectingEngine engine = engine(stub);
    assertThat(receive(engine).getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    assertThat(engine.selected()).isEmpty();
    SSLEngineResult early = engine.unwrap(NOTHING, ByteBuffer.allocate(9));
    assertThat(early.getStatus()).isEqualTo(Status.OK);
    assertThat(early.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    for (int i = 0; i < 2; i++) {
      assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
      Objects.requireNonNull(engine.getDelegatedTask()).run();
    }
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(stub.records).hasSize(count);
    assertThat(engine.selected()).containsSame(stub);
    assertThat(engine.getDelegatedTask()).isNull();
  }

  @Test
  void goesOnAfterSomethingWasSent() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE_AND_WANT_WRAP, Step.TAKE, Step.TAKE_AND_WANT_TASK);
    SelectingEngine engine = engine(stub);
    assertThat(receive(engine).getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    SSLEngineResult sent = engine.wrap(NOTHING, ByteBuffer.allocate(9));
    assertThat(sent.bytesProduced()).isEqualTo(1);
    assertThat(sent.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_TASK);
    assertThat(stub.records).hasSize(count);
    assertThat(engine.selected()).containsSame(stub);
  }

  @Test
  void waitsForTheNetworkWhenTheEngineHasItAll() throws SSLException {
    StubEngine stub = new StubEngine();
    SelectingEngine engine = engine(stub);
    SSLEngineResult result = receive(engine);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_UNWRAP);
    assertThat(engine.unwrap(NOTHING, ByteBuffer.allocate(9)).getStatus())
        .isEqualTo(Status.BUFFER_UNDERFLOW);
  }

  @Test
  void aFailureIsThrownAndTheEngineGoesOnWithItsAlert() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE, Step.FAIL);
    SelectingEngine engine = engine(stub);
    assertThatThrownBy(() -> receive(engine)).hasMessage("the stub fails");
    assertThat(engine.selected()).containsSame(stub);
    assertThat(engine.wrap(NOTHING, ByteBuffer.allocate(9)).bytesProduced()).isEqualTo(1);
  }

  @Test
  void aFailureAfterATaskIsThrownByTheNextCall() throws SSLException {
    for (boolean wrap : new boolean[] {true, false}) {
      hello.rewind();
      StubEngine stub = new StubEngine(Step.TAKE_AND_WANT_TASK, Step.FAIL);
      SelectingEngine engine = engine(stub);
      receive(engine);
      Objects.requireNonNull(engine.getDelegatedTask()).run();
      ByteBuffer room = ByteBuffer.allocate(9);
      assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
      assertThatThrownBy(
              () -> {
                SSLEngineResult result =
                    wrap ? engine.wrap(NOTHING, room) : engine.unwrap(NOTHING, room);
                throw new AssertionError(result);
              })
          .isInstanceOf(SSLException.class)
          .hasMessage("the stub fails");
      assertThat(engine.wrap(NOTHING, room).bytesProduced()).isEqualTo(1);
    }
  }

  @Test
  void anEngineThatTakesNothingIsAnError() {
    StubEngine stub = new StubEngine(Step.TAKE, Step.TAKE_NOTHING);
    assertThatThrownBy(() -> receive(engine(stub)))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("bytes of the ClientHello");
    assertThat(stub.calls).endsWith("closeOutbound");
  }

  @Test
  void anOverflowIsReportedAndTriedAgain() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE, Step.OVERFLOW_ONCE, Step.TAKE);
    SelectingEngine engine = engine(stub);
    assertThat(receive(engine).getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    SSLEngineResult again = engine.unwrap(NOTHING, ByteBuffer.allocate(9));
    assertThat(again.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThat(stub.records).hasSize(count);
    assertThat(engine.selected()).containsSame(stub);
  }

  @Test
  void anEngineThatClosesGetsNoMore() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE, Step.CLOSE);
    SelectingEngine engine = engine(stub);
    assertThat(receive(engine).getStatus()).isEqualTo(Status.CLOSED);
    assertThat(stub.records).hasSize(2);
    assertThat(engine.isInboundDone()).isTrue();
  }

  @Test
  void closesInTheMiddle() throws SSLException {
    StubEngine stub = new StubEngine(Step.TAKE_AND_WANT_TASK);
    SelectingEngine engine = engine(stub);
    receive(engine);
    engine.beginHandshake();
    assertThatThrownBy(engine::closeInbound).hasMessage("truncated");
    assertThat(engine.isInboundDone()).isTrue();
    assertThat(engine.isOutboundDone()).isFalse();
    engine.closeOutbound();
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(engine.wrap(NOTHING, ByteBuffer.allocate(9)).getStatus()).isEqualTo(Status.CLOSED);
    assertThat(engine.selected()).containsSame(stub);
  }
}
