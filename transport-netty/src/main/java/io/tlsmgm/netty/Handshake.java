package io.tlsmgm.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.tlsmgm.api.Role;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one connection's handshake is, from its first moment: counted, timed, and told once how
 * it ended. For the event loop of its channel.
 */
final class Handshake {
  private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

  private enum State {
    RUNNING,
    COMPLETE,
    FAILED
  }

  private final ConnectionGuard guard;
  private final Settings settings;
  private final Counters counters;
  private final Role role;
  private final CompletableFuture<Channel> outcome;
  private State state = State.RUNNING;
  private boolean counted;
  private long received;
  private @Nullable Future<?> deadline;

  /**
   * @param outcome completed here when the handshake fails; by whoever prepares the pipeline when
   *     it succeeds
   */
  Handshake(
      ConnectionGuard guard,
      Connections connections,
      Role role,
      CompletableFuture<Channel> outcome) {
    this.guard = guard;
    this.settings = connections.settings();
    this.counters = connections.counters();
    this.role = role;
    this.outcome = outcome;
  }

  boolean running() {
    return state == State.RUNNING;
  }

  boolean complete() {
    return state == State.COMPLETE;
  }

  boolean failed() {
    return state == State.FAILED;
  }

  CompletableFuture<Channel> outcome() {
    return outcome;
  }

  /** The connection is there, or being opened. */
  void count() {
    counted = true;
    counters.handshaking.increment();
    (role == Role.SERVER ? counters.accepted : counters.connects).increment();
  }

  /** TCP is connected. */
  void startDeadline(ChannelHandlerContext ctx) {
    if (running() && deadline == null) {
      deadline =
          ctx.executor()
              .schedule(this::tooLong, settings.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void tooLong() {
    fail(
        Failure.of(
            FailureReason.TIMEOUT,
            "not complete within "
                + settings.handshakeTimeout().toMillis()
                + " ms; the peer sent "
                + received
                + " bytes"),
        null);
    guard.closeNow();
  }

  /**
   * So many bytes more have come.
   *
   * @return all that came so far
   */
  long received(int bytes) {
    received += bytes;
    return received;
  }

  void succeed() {
    state = State.COMPLETE;
    cancelDeadline();
    counters.handshaking.decrement();
    counters.handshakes.increment();
    counters.active.increment();
  }

  /** It will not be completed; only the first reason counts. Closing is the caller's. */
  void fail(Failure failure, @Nullable Throwable cause) {
    if (state != State.RUNNING) {
      return;
    }
    state = State.FAILED;
    cancelDeadline();
    if (counted) {
      counters.handshaking.decrement();
    }
    counters.failed(failure.reason());
    log(failure, cause);
    outcome.completeExceptionally(
        new TlsConnectException(
            "no TLS connection to " + guard.peer() + ": " + failure.text(),
            failure.reason(),
            failure.alert(),
            cause));
  }

  /** No TCP connection came to be. */
  void notConnected(Throwable cause) {
    Failure failure = HandshakeFailures.of(cause);
    fail(
        failure.reason() == FailureReason.CONNECT
            ? failure
            : Failure.of(FailureReason.CONNECT, failure.text()),
        cause);
  }

  private void log(Failure failure, @Nullable Throwable cause) {
    // Port scans and health checks connect and go.
    boolean silent =
        failure.reason() == FailureReason.CLOSED && received == 0 && role == Role.SERVER;
    if (HandshakeFailures.isRefusalOfOurs(cause)) {
      // The verifier has told its listener, which logs it with domain and subject.
      LOG.debug("handshake failed: {}: {}", guard.name(), failure.text());
    } else if (failure.reason().worthWarning()) {
      LOG.warn("handshake failed: {}: {}", guard.name(), failure.text());
    } else if (silent) {
      LOG.debug("handshake failed: {}: {}", guard.name(), failure.text());
    } else {
      LOG.info("handshake failed: {}: {}", guard.name(), failure.text());
    }
  }

  /** The connection has ended, maybe before the handshake did. */
  void end() {
    if (complete()) {
      counters.active.decrement();
    }
    fail(
        Failure.of(
            FailureReason.CLOSED,
            received == 0
                ? "the connection was closed before the peer spoke"
                : FailureReason.CLOSED.description()),
        null);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null; // a connection that lives for hours need not keep it
    }
  }
}
