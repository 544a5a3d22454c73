package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.Role;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One engine with the bytes on their way to it and the data it has to send. */
final class PumpSide {
  private static final byte[] NOTHING = new byte[0];
  private static final int CLOSING_CALLS = 20;

  private final Role role;
  private final SSLEngine engine;
  private final PumpOptions options;
  private final Transcript transcript;
  private final EngineCalls calls;
  private final Fragmentation fragmentation;
  private final ByteQueue inbound = new ByteQueue();
  private final WireLog sent = new WireLog();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private @Nullable PumpSide peer;
  private byte[] pending = NOTHING;
  private int pendingFrom;
  private int visible;
  private int finished;
  private int tasks;
  private int budget;
  private boolean flushed;
  private @Nullable SSLException failure;

  PumpSide(Role role, SSLEngine engine, PumpOptions options, Transcript transcript) {
    this.role = role;
    this.engine = engine;
    this.options = options;
    this.transcript = transcript;
    this.calls = new EngineCalls(role, engine, transcript, options.growing());
    this.fragmentation = options.fragmentation().get();
  }

  void connect(PumpSide other) {
    peer = other;
  }

  SSLEngine engine() {
    return engine;
  }

  WireLog sent() {
    return sent;
  }

  int finished() {
    return finished;
  }

  int tasks() {
    return tasks;
  }

  Optional<SSLException> failure() {
    return Optional.ofNullable(failure);
  }

  void budget(int maxCalls) {
    budget = maxCalls;
  }

  void send(byte[] data) {
    if (pendingFrom < pending.length) {
      throw new IllegalStateException((pending.length - pendingFrom) + " bytes are still pending");
    }
    pending = data.clone();
    pendingFrom = 0;
  }

  boolean hasPending() {
    return pendingFrom < pending.length;
  }

  byte[] takeReceived() {
    byte[] bytes = received.toByteArray();
    received.reset();
    return bytes;
  }

  /** Puts bytes on the wire to this side. */
  void inject(byte[] bytes) {
    inbound.add(bytes);
  }

  /** Takes what is on the wire to this side off it. */
  byte[] intercept() {
    byte[] bytes = inbound.first(inbound.size());
    inbound.clear();
    visible = 0;
    return bytes;
  }

  /** Steps as long as there is progress; whether there was any. */
  boolean run() {
    boolean progress = false;
    while (step()) {
      progress = true;
    }
    return progress;
  }

  private boolean step() {
    try {
      if (failure != null) {
        return flushAlert();
      }
      return switch (calls.status()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
        case NOT_HANDSHAKING, FINISHED -> {
          boolean wrote = hasPending() && !engine.isOutboundDone() && wrap(nextPending());
          yield unwrap() || wrote;
        }
      };
    } catch (SSLException e) {
      failure = e;
      return true;
    }
  }

  /** After an exception the engine has an alert to send, if it wants to say anything. */
  private boolean flushAlert() {
    if (flushed) {
      return false;
    }
    flushed = true;
    try {
      for (int i = 0; i < CLOSING_CALLS && !engine.isOutboundDone(); i++) {
        SSLEngineResult result = wrapOnce(NOTHING);
        if (result.bytesProduced() == 0 || result.getStatus() == Status.CLOSED) {
          break;
        }
      }
    } catch (SSLException again) {
      // The same exception may be thrown by every call after the first.
      transcript.add(role + " had no alert to send");
    }
    return true;
  }

  /** Wraps until close_notify is on the wire. */
  void wrapClose() throws SSLException {
    for (int i = 0; i < CLOSING_CALLS; i++) {
      if (engine.isOutboundDone()) {
        return;
      }
      if (calls.status() == HandshakeStatus.NEED_TASK) {
        runTasks();
      }
      wrapOnce(NOTHING);
    }
    throw transcript.failure(
        role + ": outbound is not done after " + CLOSING_CALLS + " calls of wrap");
  }

  private byte[] nextPending() {
    // A little more than a record holds, so that the engine has to leave some of it.
    int end = Math.min(pending.length, pendingFrom + 20_000);
    return Arrays.copyOfRange(pending, pendingFrom, end);
  }

  private boolean wrap(byte[] data) throws SSLException {
    HandshakeStatus before = engine.getHandshakeStatus();
    SSLEngineResult result = wrapOnce(data);
    pendingFrom += result.bytesConsumed();
    return progressed(before, result);
  }

  private SSLEngineResult wrapOnce(byte[] data) throws SSLException {
    int size = engine.getSession().getPacketBufferSize();
    SSLEngineResult result = wrapInto(data, size);
    if (result.getStatus() != Status.BUFFER_OVERFLOW || !options.growing()) {
      return result;
    }
    int produced = result.bytesProduced();
    SSLEngineResult more;
    do {
      more = wrapInto(NOTHING, 2 * size);
      produced += more.bytesProduced();
    } while (more.bytesProduced() > 0);
    return new SSLEngineResult(
        more.getStatus(), more.getHandshakeStatus(), result.bytesConsumed(), produced);
  }

  private SSLEngineResult wrapInto(byte[] data, int size) throws SSLException {
    spend();
    TestBuffer to = TestBuffer.destination(options.destination(), size);
    SSLEngineResult result = calls.wrap(cut(data), to);
    if (result.getStatus() == Status.BUFFER_OVERFLOW && !options.growing()) {
      throw transcript.failure("wrap: getPacketBufferSize() bytes were not enough");
    }
    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
      throw transcript.failure("wrap: BUFFER_UNDERFLOW is for unwrap only");
    }
    byte[] bytes = to.passed();
    sent.add(bytes);
    if (peer != null) {
      peer.inbound.add(bytes);
    }
    noteFinished(result);
    return result;
  }

  /** Of several pieces the second one is empty, which gathering callers hand over, too. */
  private TestBuffer[] cut(byte[] data) {
    int pieces = options.pieces();
    int filled = Math.max(1, pieces - 1);
    TestBuffer[] buffers = new TestBuffer[pieces];
    int from = 0;
    for (int i = 0; i < pieces; i++) {
      int nth = i == 0 ? 1 : i;
      int to = data.length * nth / filled;
      buffers[i] = TestBuffer.source(options.source(), Arrays.copyOfRange(data, from, to));
      from = to;
    }
    return buffers;
  }

  private boolean unwrap() throws SSLException {
    if (engine.isInboundDone()) {
      inbound.clear(); // RFC 8446 section 6.1: what follows a close_notify is ignored
      visible = 0;
      return false;
    }
    if (visible == 0 && !show()) {
      return false;
    }
    HandshakeStatus before = engine.getHandshakeStatus();
    SSLEngineResult result = unwrapOnce();
    inbound.remove(result.bytesConsumed());
    visible -= result.bytesConsumed();
    if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
      return show();
    }
    return progressed(before, result);
  }

  private SSLEngineResult unwrapOnce() throws SSLException {
    spend();
    byte[] bytes = inbound.first(visible);
    TestBuffer from = TestBuffer.source(options.source(), bytes);
    int size = engine.getSession().getApplicationBufferSize();
    TestBuffer[] to = new TestBuffer[options.pieces()];
    for (int i = 0; i < to.length; i++) {
      // Together they have the size, and the first ones are small.
      int part = i == to.length - 1 ? size : Math.min(size, 1 + 60 * i);
      to[i] = TestBuffer.destination(options.destination(), part);
      size -= part;
    }
    SSLEngineResult result = calls.unwrap(from, to);
    if (result.getStatus() == Status.BUFFER_OVERFLOW) {
      throw transcript.failure("unwrap: getApplicationBufferSize() bytes were not enough");
    }
    if (result.getStatus() == Status.BUFFER_UNDERFLOW && hasWholeRecord(bytes)) {
      throw transcript.failure("unwrap: BUFFER_UNDERFLOW although the record is complete");
    }
    for (TestBuffer buffer : to) {
      received.writeBytes(buffer.passed());
    }
    noteFinished(result);
    return result;
  }

  private static boolean hasWholeRecord(byte[] bytes) {
    return bytes.length >= TlsRecord.HEADER
        && bytes.length >= TlsRecord.HEADER + TlsRecord.unsigned16(bytes, 3);
  }

  private boolean show() {
    ByteBuffer unseen = inbound.after(visible);
    if (!unseen.hasRemaining()) {
      return false;
    }
    visible += Math.min(fragmentation.next(unseen), unseen.remaining());
    return true;
  }

  private boolean runTasks() {
    boolean any = false;
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      tasks++;
      any = true;
      run(task);
    }
    if (!any && calls.status() == HandshakeStatus.NEED_TASK) {
      throw transcript.failure(role + " needs a task and has none to run");
    }
    return true;
  }

  private void run(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    options
        .tasks()
        .execute(
            () -> {
              try {
                calls.runTask(task);
              } finally {
                done.countDown();
              }
            });
    try {
      if (!done.await(30, TimeUnit.SECONDS)) {
        throw transcript.failure(role + ": a delegated task runs for more than 30 seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw transcript.failure(role + ": interrupted", e);
    }
  }

  private void noteFinished(SSLEngineResult result) {
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      finished++;
    }
  }

  private boolean progressed(HandshakeStatus before, SSLEngineResult result) {
    return result.bytesConsumed() + result.bytesProduced() > 0
        || engine.getHandshakeStatus() != before;
  }

  private void spend() {
    if (--budget < 0) {
      throw transcript.failure(role + ": no end after " + options.maxCalls() + " calls");
    }
  }
}
