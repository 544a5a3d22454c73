package io.tlsmgm.netty;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.manager.TlsManager;
import java.time.Duration;

/** Says how a {@link TlsTransport} is to run; not thread-safe. */
public final class TlsTransportBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final TlsManager manager;
  private int eventLoopThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
  private int handshakeThreads = Runtime.getRuntime().availableProcessors();
  private int handshakeQueue = 10_000;
  private int backlog = 1024;
  private Duration connectTimeout = Duration.ofSeconds(10);
  private Duration handshakeTimeout;
  private Duration sendTimeout;
  private Duration closeTimeout = Duration.ofSeconds(3);

  TlsTransportBuilder(TlsManager manager) {
    this.manager = manager;
    this.handshakeTimeout = manager.handshakeTimeout();
    this.sendTimeout = manager.sendTimeout();
  }

  /** Threads that read, write and accept; the processors, at least 2, when not set. */
  public TlsTransportBuilder eventLoopThreads(int threads) {
    this.eventLoopThreads = atLeastOne("eventLoopThreads", threads);
    return this;
  }

  /**
   * Threads for the slow parts of handshakes, if the library hands them out; the processors when
   * not set.
   */
  public TlsTransportBuilder handshakeThreads(int threads) {
    this.handshakeThreads = atLeastOne("handshakeThreads", threads);
    return this;
  }

  /**
   * How many handshakes may wait for one of these threads; 10000 when not set. A handshake that
   * finds the queue full fails with {@link FailureReason#OVERLOAD}.
   */
  public TlsTransportBuilder handshakeQueue(int length) {
    this.handshakeQueue = atLeastOne("handshakeQueue", length);
    return this;
  }

  /** How many connections the system keeps until they are accepted; 1024 when not set. */
  public TlsTransportBuilder backlog(int connections) {
    this.backlog = atLeastOne("backlog", connections);
    return this;
  }

  /** How long TCP may take to connect; 10 seconds when not set. */
  public TlsTransportBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive("connectTimeout", timeout);
    return this;
  }

  /**
   * How long a handshake may take, from the moment that TCP is connected; {@link
   * TlsManager#handshakeTimeout()} when not set.
   */
  public TlsTransportBuilder handshakeTimeout(Duration timeout) {
    this.handshakeTimeout = positive("handshakeTimeout", timeout);
    return this;
  }

  /**
   * How long the peer may read nothing of what waits for it before the connection is closed; {@link
   * TlsManager#sendTimeout()} when not set. It is noticed at most a quarter of this later.
   */
  public TlsTransportBuilder sendTimeout(Duration timeout) {
    this.sendTimeout = positive("sendTimeout", timeout);
    return this;
  }

  /**
   * How long a connection that is closed here waits for the peer to close it too, so that nothing
   * sent is lost; 3 seconds when not set, zero to wait for nothing.
   */
  public TlsTransportBuilder closeTimeout(Duration timeout) {
    this.closeTimeout = timeout.isZero() ? timeout : positive("closeTimeout", timeout);
    return this;
  }

  /**
   * Starts the transport's threads.
   *
   * @throws LibraryUnavailableException when the manager's library makes no connections
   */
  public TlsTransport build() throws LibraryUnavailableException {
    Capabilities capabilities = manager.library().capabilities();
    if (capabilities.protocols().isEmpty()) {
      throw new LibraryUnavailableException(
          "tls_library "
              + manager.library().name()
              + " makes no connections; set it to openssl, wolfssl or jsse");
    }
    return new TlsTransport(
        manager,
        capabilities,
        new Settings(
            eventLoopThreads,
            handshakeThreads,
            handshakeQueue,
            backlog,
            connectTimeout,
            handshakeTimeout,
            sendTimeout,
            closeTimeout));
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be from one millisecond to one day: " + value);
    }
    return value;
  }
}
