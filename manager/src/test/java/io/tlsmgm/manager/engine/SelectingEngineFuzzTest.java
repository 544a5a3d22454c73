package io.tlsmgm.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.EnginePeer;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** Whatever a client sends, the engine waits for more, or ends with one alert. */
class SelectingEngineFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void receives(byte[] bytes) throws SSLException {
    SelectingEngine engine =
        SelectingEngine.create(
            EnginePeer.UNKNOWN,
            hello -> new Selection.Refuse(AlertDescription.UNRECOGNIZED_NAME, "nobody"));
    ByteBuffer src = ByteBuffer.wrap(bytes);
    ByteBuffer dst = ByteBuffer.allocate(64);
    try {
      SSLEngineResult result;
      do {
        int before = src.position();
        result = engine.unwrap(src, dst);
        assertThat(src.position() - before).isEqualTo(result.bytesConsumed());
      } while (result.getStatus() == Status.OK);
      assertThat(result.getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
      assertThat(engine.isInboundDone()).isFalse();
    } catch (SSLException e) {
      assertThat(engine.isInboundDone()).isTrue();
      SSLEngineResult alert = engine.wrap(ByteBuffer.allocate(0), dst);
      assertThat(alert.getStatus()).isEqualTo(Status.CLOSED);
      assertThat(dst.flip().remaining()).isEqualTo(7);
      assertThat(engine.isOutboundDone()).isTrue();
    }
  }
}
