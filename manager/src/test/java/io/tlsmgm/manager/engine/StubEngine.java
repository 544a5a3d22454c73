package io.tlsmgm.manager.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An engine of no library, which takes a record at a time and does in between what a test tells it:
 * want a task, want to send, fail, or take nothing.
 */
final class StubEngine extends SSLEngine {
  /** What it does with one record. */
  enum Step {
    TAKE,
    TAKE_AND_WANT_TASK,
    TAKE_AND_WANT_WRAP,
    FAIL,
    OVERFLOW_ONCE,
    TAKE_NOTHING,
    CLOSE
  }

  final List<String> calls = new ArrayList<>();
  final List<Integer> records = new ArrayList<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private HandshakeStatus status = HandshakeStatus.NOT_HANDSHAKING;
  private boolean inboundDone;
  private boolean outboundDone;

  StubEngine(Step... steps) {
    this.steps.addAll(List.of(steps));
  }

  @Override
  public void beginHandshake() {
    calls.add("begin");
    status = HandshakeStatus.NEED_UNWRAP;
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer src, ByteBuffer[] dsts, int offset, int length)
      throws SSLException {
    if (!src.hasRemaining()) {
      return new SSLEngineResult(Status.BUFFER_UNDERFLOW, status, 0, 0);
    }
    Step step = steps.isEmpty() ? Step.TAKE : steps.remove();
    calls.add("unwrap " + step);
    switch (step) {
      case FAIL -> {
        status = HandshakeStatus.NEED_WRAP;
        throw new SSLException("the stub fails");
      }
      case TAKE_NOTHING -> {
        return new SSLEngineResult(Status.OK, status, 0, 0);
      }
      case OVERFLOW_ONCE -> {
        return new SSLEngineResult(Status.BUFFER_OVERFLOW, status, 0, 0);
      }
      case TAKE_AND_WANT_TASK -> status = HandshakeStatus.NEED_TASK;
      case TAKE_AND_WANT_WRAP -> status = HandshakeStatus.NEED_WRAP;
      case TAKE, CLOSE -> {
        // The status stays.
      }
    }
    int count = 5 + src.getShort(src.position() + 3);
    src.position(src.position() + count);
    records.add(count);
    inboundDone |= step == Step.CLOSE;
    return new SSLEngineResult(inboundDone ? Status.CLOSED : Status.OK, status, count, 0);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] srcs, int offset, int length, ByteBuffer dst) {
    calls.add("wrap");
    if (outboundDone) {
      return new SSLEngineResult(Status.CLOSED, status, 0, 0);
    }
    dst.put((byte) 1);
    status = HandshakeStatus.NEED_UNWRAP;
    return new SSLEngineResult(Status.OK, status, 0, 1);
  }

  @Override
  public @Nullable Runnable getDelegatedTask() {
    return status == HandshakeStatus.NEED_TASK
        ? () -> {
          calls.add("task");
          status = HandshakeStatus.NEED_UNWRAP;
        }
        : null;
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return status;
  }

  @Override
  public void closeInbound() throws SSLException {
    calls.add("closeInbound");
    inboundDone = true;
    throw new SSLException("truncated");
  }

  @Override
  public boolean isInboundDone() {
    return inboundDone;
  }

  @Override
  public void closeOutbound() {
    calls.add("closeOutbound");
    outboundDone = true;
    status = HandshakeStatus.NEED_WRAP;
  }

  @Override
  public boolean isOutboundDone() {
    return outboundDone;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return new String[0];
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String[] getSupportedProtocols() {
    return new String[0];
  }

  @Override
  public String[] getEnabledProtocols() {
    return new String[0];
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SSLSession getSession() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
