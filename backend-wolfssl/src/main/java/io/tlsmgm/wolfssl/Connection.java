package io.tlsmgm.wolfssl;

import static io.tlsmgm.api.ProtocolVersion.TLSV1_3;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a connection, and its handshake. Records of the handshake are copied into the native
 * part's queue by {@code unwrap}, worked on by a delegated task, and the answers taken out of
 * another queue by {@code wrap}.
 *
 * <p>All methods but the getters are for whoever holds the engine's {@link Guard}.
 */
final class Connection implements Handshake {
  enum Phase {
    /** Nothing has happened. */
    NEW,
    HANDSHAKE,
    OPEN,
    /** After a failure: only an alert may be left to send. */
    DEAD
  }

  /** Of delegated tasks. */
  enum Task {
    NONE,
    READY,
    HANDED_OUT
  }

  private final WolfContext context;
  private final WolfEngine engine;
  private final EngineHandle handle;
  private final Verification verification;
  private final EngineSessions sessions;

  private Phase phase = Phase.NEW;
  private volatile Task task = Task.NONE;
  private volatile boolean inboundDone;
  private volatile boolean outboundDone;
  private volatile boolean closing;
  private boolean closeQueued;
  private boolean started;
  private boolean changedCipherSpec;
  private boolean finished;
  private int pending;
  private int least;
  private int most;
  private boolean tls13;
  private boolean answersTls13;
  private boolean asksClient;
  private @Nullable SSLException failure;
  private @Nullable IncomingHello hello;
  private volatile Session session;
  private volatile @Nullable Session handshakeSession;
  private volatile @Nullable String applicationProtocol;

  Connection(WolfContext context, WolfEngine engine, EnginePeer peer) {
    this.context = context;
    this.engine = engine;
    this.handle = EngineHandle.of(engine, context.handle());
    this.verification = new Verification(context.config().trustManager(), context.isClient());
    this.sessions = new EngineSessions(context, engine, peer, handle);
    this.session = Session.none(peer.host(), peer.port());
  }

  long handle() {
    return handle.get();
  }

  Phase phase() {
    return phase;
  }

  Task task() {
    return task;
  }

  boolean inboundDone() {
    return inboundDone;
  }

  boolean outboundDone() {
    return outboundDone;
  }

  Session session() {
    return session;
  }

  @Nullable Session handshakeSession() {
    return handshakeSession;
  }

  @Nullable String applicationProtocol() {
    return applicationProtocol;
  }

  /** The least that a record adds to its text, header included. */
  int least() {
    return least;
  }

  /** The most that a record adds to its text, header included. */
  int most() {
    return most;
  }

  /** Takes over how much waits in the native queue. */
  int settle(long packed) {
    pending = Native.pending(packed);
    return Native.result(packed);
  }

  int pending() {
    return pending;
  }

  boolean changedCipherSpec() {
    return changedCipherSpec;
  }

  void noteChangeCipherSpec() {
    changedCipherSpec = true;
  }

  HandshakeStatus status() {
    if (task != Task.NONE) {
      return HandshakeStatus.NEED_TASK;
    }
    if (failure != null) {
      return HandshakeStatus.NEED_WRAP; // which throws it
    }
    if (outboundDone) {
      return HandshakeStatus.NOT_HANDSHAKING;
    }
    if (pending > 0 || closing || finished) {
      return HandshakeStatus.NEED_WRAP;
    }
    if (phase != Phase.HANDSHAKE || inboundDone) {
      return HandshakeStatus.NOT_HANDSHAKING;
    }
    return started || !context.isClient() ? HandshakeStatus.NEED_UNWRAP : HandshakeStatus.NEED_WRAP;
  }

  /** Whether the handshake is over and nobody has been told; asked by a result that tells. */
  boolean takeFinished() {
    if (finished && pending == 0) {
      finished = false;
      return true;
    }
    return false;
  }

  /** Throws what a task or a step has left to throw, once. */
  void throwFailure() throws SSLException {
    SSLException thrown = failure;
    if (thrown != null) {
      failure = null;
      throw thrown;
    }
  }

  void begin() throws SSLException {
    if (phase != Phase.NEW) {
      return;
    }
    if (context.isClient()) {
      create(context.handle());
    }
    phase = Phase.HANDSHAKE;
  }

  /** A server that has not heard all of its client's hello yet. */
  boolean awaitsHello() {
    return handle.get() == 0;
  }

  /** A server whose client's hello makes it TLS 1.3. */
  boolean answersTls13() {
    return answersTls13;
  }

  /**
   * A server that has sent its flight and asked for no certificate: what comes in TLS 1.3 is the
   * client's Finished, and no work.
   */
  boolean awaitsFinishedAlone() {
    return started && !context.isClient() && !asksClient;
  }

  /** A server's native engine is made for what the client comes with, and fed with it. */
  void receiveHello(byte[] record) throws SSLException {
    IncomingHello incoming = hello;
    if (incoming == null) {
      incoming = new IncomingHello();
      hello = incoming;
    }
    if (!incoming.add(record)) {
      return;
    }
    if (ForeignTicket.in(incoming.message(), context.handle())) {
      ContextHandle without = context.withoutTickets();
      try {
        create(without);
      } finally {
        without.release();
      }
    } else {
      create(context.handle());
    }
    settleGroups(incoming);
    answersTls13 =
        incoming.hello().filter(said -> IncomingHello.offers(said, TLSV1_3)).isPresent()
            && engine.settings().usableProtocols().contains(TLSV1_3);
    byte[] records = incoming.records();
    int error = Native.feed(handle.get(), records, 0, 0, records.length);
    if (error != 0) {
      throw fail(error);
    }
  }

  private void settleGroups(IncomingHello incoming) throws SSLException {
    if (incoming.hello().isPresent()
        && !CommonGroups.settle(handle.get(), incoming.hello().get(), engine.settings(), context)) {
      settle(Native.alertNew(handle.get(), AlertDescription.HANDSHAKE_FAILURE.code()));
      kill();
      throw new SSLHandshakeException("no group in common with the client");
    }
  }

  private void create(ContextHandle from) throws SSLException {
    EngineSettings settings = engine.settings();
    if (settings.usableProtocols().isEmpty()) {
      kill();
      throw new SSLHandshakeException(
          "no enabled cipher suite is for an enabled protocol (" + settings.protocols + ")");
    }
    byte[] name = context.isClient() ? WolfContext.encoded(engine.serverNames()) : null;
    byte[] protocols = settings.applicationProtocols.isEmpty() ? null : settings.encodedProtocols();
    long created = Native.engineNew(from.handle(), name, protocols);
    if (created < 0) {
      kill();
      throw new SSLException("wolfSSL makes no engine: " + Native.errorText((int) created));
    }
    handle.set(created);
    asksClient = settings.clientAuth != ClientAuth.NONE;
    int error = settings.apply(created);
    if (error != 0) {
      // Without them it would be another engine than the one that was asked for.
      kill();
      throw new SSLException("wolfSSL refuses the settings: " + Native.errorText(error));
    }
    if (context.isClient()) {
      sessions.offer();
    }
  }

  /** A client's hello is made when it is wanted; what follows is up to tasks. */
  void startClient() {
    if (context.isClient() && !started) {
      step();
    }
  }

  void offerTask() {
    task = Task.READY;
  }

  @Nullable Runnable takeTask() {
    if (task != Task.READY) {
      return null;
    }
    task = Task.HANDED_OUT;
    return engine::runTask;
  }

  /** Of a delegated task: its step, whatever comes of it. */
  void runTask() {
    try {
      if (handle.get() != 0 && phase == Phase.HANDSHAKE) {
        step();
      }
    } finally {
      task = Task.NONE;
      freeIfDone(); // the step may have been the last
    }
  }

  /** Goes on with the handshake; a failure is kept for the next call to throw. */
  void step() {
    started = true;
    int result;
    boolean returned = false;
    try {
      result = settle(Native.step(handle.get(), this));
      returned = true;
    } finally {
      if (!returned) {
        kill(); // an Error on its way through
      }
    }
    if (result == 1) {
      complete();
    } else if (result < 0) {
      sessions.handshakeFailed();
      boolean version = hello != null && hello.hasNone(engine.settings().usableProtocols());
      if (version) {
        Native.alertInClear(handle.get(), AlertDescription.PROTOCOL_VERSION.code());
      }
      failure = fail(result);
      if (version) {
        failure = new SSLHandshakeException("no protocol version in common with the client");
      }
    }
    hello = null;
  }

  @Override
  public int verify(byte[][] certificates) {
    int alert = verification.parse(certificates);
    if (alert != 0) {
      return alert;
    }
    EngineSessions.Facts facts = sessions.facts();
    handshakeSession = sessions.fresh(facts, verification.parsed());
    return verification.check(facts.version(), facts.suite(), engine);
  }

  @Override
  public boolean ticketKnown(byte[] id) {
    return sessions.accept(id);
  }

  private void complete() {
    EngineSessions.Facts facts = sessions.facts();
    if (!facts.resumed() && !engine.getEnableSessionCreation()) {
      failure = new SSLHandshakeException("there is no session to resume, and none may be made");
      closing = true;
      phase = Phase.DEAD;
      inboundDone = true;
      return;
    }
    tls13 = facts.version() == TLSV1_3;
    session = sessions.complete(facts, verification.chain());
    handshakeSession = null;
    byte[] protocol = Native.applicationProtocol(handle.get());
    applicationProtocol = protocol == null ? "" : new String(protocol, StandardCharsets.UTF_8);
    int[] sizes = new int[2];
    Native.overheads(handle.get(), sizes);
    least = sizes[0];
    most = sizes[1];
    phase = Phase.OPEN;
    finished = true;
    if (!tls13) {
      keepSession();
    }
  }

  /** A client has a ticket, or may have one after a record without data. */
  void keepSession() {
    sessions.keep(session);
  }

  boolean mayGetTickets() {
    return tls13 && context.isClient();
  }

  /** Ends the connection because of an error; what there is to say to the peer is in the queue. */
  SSLException fail(int error) {
    SSLException described = describe(error);
    kill();
    return described;
  }

  private void kill() {
    phase = Phase.DEAD;
    inboundDone = true;
    handshakeSession = null;
    finished = false;
    if (pending == 0) {
      outboundDone = true;
    } else {
      closing = true;
      closeQueued = true;
    }
    session.invalidate();
    freeIfDone();
  }

  private SSLException describe(int error) {
    Exception refusal = verification.refusal();
    if (refusal != null) {
      SSLException refused =
          new SSLHandshakeException(
              "the certificate of the peer was refused: " + refusal.getMessage());
      refused.initCause(refusal);
      return refused;
    }
    int alert = handle.get() == 0 ? -1 : Native.alertReceived(handle.get());
    String message;
    if (alert >= 0) {
      message = "Received fatal alert: " + EngineSettings.alertName(alert);
    } else if (error == Native.CLOSED_BY_PEER) {
      message = "received close_notify during handshake";
    } else {
      message = "wolfSSL: " + Native.errorText(error) + " (" + error + ")";
    }
    return phase == Phase.OPEN ? new SSLException(message) : new SSLHandshakeException(message);
  }

  /** The peer's close_notify; before TLS 1.3 it ends both directions, RFC 5246 section 7.2.1. */
  void closedByPeer() {
    inboundDone = true;
    if (!tls13) {
      closing = true;
    }
    freeIfDone();
  }

  void closeOutbound() {
    if (phase == Phase.NEW) {
      outboundDone = true;
      inboundDone = true;
      freeIfDone();
    } else if (!outboundDone) {
      closing = true;
    }
  }

  /**
   * No more input.
   *
   * @throws SSLException when the peer has not said that it is the end
   */
  void closeInbound() throws SSLException {
    if (inboundDone) {
      return;
    }
    inboundDone = true;
    if (phase == Phase.NEW) {
      return;
    }
    freeIfDone();
    throw new SSLException("closing inbound before receiving peer's close_notify");
  }

  boolean closing() {
    return closing;
  }

  /** Puts close_notify into the queue, once. */
  void queueClose() {
    if (!closeQueued) {
      closeQueued = true;
      if (handle.get() != 0) {
        settle(Native.shutdownEngine(handle.get()));
      }
      if (phase == Phase.HANDSHAKE) {
        // Nobody goes on with a handshake that was given up.
        inboundDone = true;
        phase = Phase.DEAD;
        handshakeSession = null;
      }
    }
  }

  /** Everything is written. */
  void outboundWritten() {
    outboundDone = true;
    freeIfDone();
  }

  boolean closeQueued() {
    return closeQueued;
  }

  private void freeIfDone() {
    if (inboundDone && outboundDone && task == Task.NONE) {
      handle.free();
    }
  }
}
