package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.Role;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * {@code wrap} and {@code unwrap}, each result checked against the buffers: the counts are what the
 * positions moved by, buffers are used up in order, nothing beside them is touched, and a status
 * that promises it leaves everything as it was.
 */
final class EngineCalls {
  private final Role role;
  private final SSLEngine engine;
  private final Transcript transcript;
  private final ByteBuffer before = ByteBuffer.allocate(16);
  private final ByteBuffer after = ByteBuffer.allocate(16);
  private final boolean growing;

  /**
   * @param growing see {@link PumpOptions#growing()}
   */
  EngineCalls(Role role, SSLEngine engine, Transcript transcript, boolean growing) {
    this.growing = growing;
    this.role = role;
    this.engine = engine;
    this.transcript = transcript;
  }

  SSLEngineResult wrap(TestBuffer[] sources, TestBuffer destination) throws SSLException {
    ByteBuffer[] views = views(sources);
    return call(
        "wrap",
        sources,
        new TestBuffer[] {destination},
        () ->
            switch (views.length) {
              case 1 -> engine.wrap(views[0], destination.view());
              case 2 -> engine.wrap(views, destination.view());
              default -> engine.wrap(padded(views), 1, views.length, destination.view());
            });
  }

  SSLEngineResult unwrap(TestBuffer source, TestBuffer[] destinations) throws SSLException {
    ByteBuffer[] views = views(destinations);
    return call(
        "unwrap",
        new TestBuffer[] {source},
        destinations,
        () ->
            switch (views.length) {
              case 1 -> engine.unwrap(source.view(), views[0]);
              case 2 -> engine.unwrap(source.view(), views);
              default -> engine.unwrap(source.view(), padded(views), 1, views.length);
            });
  }

  private interface Call {
    SSLEngineResult run() throws SSLException;
  }

  private SSLEngineResult call(
      String name, TestBuffer[] sources, TestBuffer[] destinations, Call call) throws SSLException {
    SSLEngineResult result;
    try {
      result = call.run();
    } catch (SSLException | RuntimeException e) {
      transcript.add(role + " " + name + " threw " + e);
      throw e;
    }
    transcript.add(
        String.format(
            "%s %s %s %s consumed %d of %d, produced %d",
            role,
            name,
            result.getStatus(),
            result.getHandshakeStatus(),
            result.bytesConsumed(),
            room(sources),
            result.bytesProduced()));
    boolean consumable = name.equals("unwrap");
    check(name + " consumed", sources, result.bytesConsumed(), consumable);
    check(name + " produced", destinations, result.bytesProduced(), consumable);
    checkPadding();
    Status status = result.getStatus();
    if (growing && name.equals("wrap")) {
      return result;
    }
    if ((status == Status.BUFFER_UNDERFLOW || status == Status.BUFFER_OVERFLOW)
        && result.bytesConsumed() + result.bytesProduced() > 0) {
      throw transcript.failure(status + " although bytes were consumed or produced");
    }
    return result;
  }

  private void check(String what, TestBuffer[] buffers, int claimed, boolean consumable) {
    int moved = 0;
    boolean rest = false;
    for (TestBuffer buffer : buffers) {
      try {
        buffer.verify(consumable);
      } catch (AssertionError e) {
        throw transcript.failure(what + ": " + e.getMessage(), e);
      }
      if (rest && buffer.moved() > 0) {
        throw transcript.failure(what + ": a buffer was used before the one in front was full");
      }
      moved += buffer.moved();
      rest |= buffer.view().hasRemaining();
    }
    if (moved != claimed) {
      throw transcript.failure(what + " " + claimed + " but positions moved by " + moved);
    }
  }

  void runTask(Runnable task) {
    transcript.add(role + " task in " + Thread.currentThread().getName());
    task.run();
  }

  HandshakeStatus status() {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.FINISHED) {
      throw transcript.failure("getHandshakeStatus() returned FINISHED, which only results may");
    }
    return status;
  }

  private static int room(TestBuffer[] buffers) {
    return Arrays.stream(buffers).mapToInt(b -> b.moved() + b.view().remaining()).sum();
  }

  private static ByteBuffer[] views(TestBuffer[] buffers) {
    return Arrays.stream(buffers).map(TestBuffer::view).toArray(ByteBuffer[]::new);
  }

  /** With a buffer on both sides, which an engine that honours offset and length never uses. */
  private ByteBuffer[] padded(ByteBuffer[] views) {
    ByteBuffer[] padded = new ByteBuffer[views.length + 2];
    System.arraycopy(views, 0, padded, 1, views.length);
    padded[0] = before.clear();
    padded[views.length + 1] = after.clear();
    return padded;
  }

  private void checkPadding() {
    if (before.position() + after.position() > 0) {
      throw transcript.failure("a buffer outside of offset and length was used");
    }
  }
}
