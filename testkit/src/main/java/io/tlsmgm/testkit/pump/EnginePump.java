package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.Role;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Drives a client and a server engine against each other in memory.
 *
 * <p>Every call is checked, a loop without an end and a handshake that gets stuck are failures, and
 * a failure shows the last steps. Not thread-safe.
 */
public final class EnginePump {
  private final Transcript transcript = new Transcript();
  private final PumpOptions options;
  private final PumpSide client;
  private final PumpSide server;

  /** With {@link PumpOptions#DEFAULT}. */
  public EnginePump(SSLEngine client, SSLEngine server) {
    this(client, server, PumpOptions.DEFAULT);
  }

  /** Both engines are new, their modes set. */
  public EnginePump(SSLEngine client, SSLEngine server, PumpOptions options) {
    this.options = options;
    this.client = new PumpSide(Role.CLIENT, client, options, transcript);
    this.server = new PumpSide(Role.SERVER, server, options, transcript);
    this.client.connect(this.server);
    this.server.connect(this.client);
  }

  /** The engine of this side. */
  public SSLEngine engine(Role role) {
    return side(role).engine();
  }

  /** The client's engine. */
  public SSLEngine client() {
    return client.engine();
  }

  /** The server's engine. */
  public SSLEngine server() {
    return server.engine();
  }

  /** What this side has put on the wire. */
  public WireLog sentBy(Role role) {
    return side(role).sent();
  }

  /** Whether the server resumed a session. */
  public boolean resumed() {
    return server.sent().resumes();
  }

  /** How often a call of this side returned {@code FINISHED}. */
  public int finished(Role role) {
    return side(role).finished();
  }

  /** How many delegated tasks this side has run. */
  public int tasks(Role role) {
    return side(role).tasks();
  }

  /** The handshake, which must succeed, and the tickets that follow it. */
  public EnginePump handshake() {
    HandshakeOutcome outcome = tryHandshake();
    if (!outcome.completed()) {
      throw failed("the handshake failed");
    }
    return this;
  }

  /**
   * The handshake, which may fail: an alert of one side is delivered to the other. Neither a
   * failure nor an end of both is a failure of the test: the engines got stuck.
   */
  public HandshakeOutcome tryHandshake() {
    try {
      client.engine().beginHandshake();
      server.engine().beginHandshake();
    } catch (SSLException e) {
      throw transcript.failure("beginHandshake", e);
    }
    settle();
    boolean failed = client.failure().isPresent() || server.failure().isPresent();
    boolean finished = client.finished() > 0 && server.finished() > 0;
    boolean closed = client.engine().isInboundDone() || server.engine().isInboundDone();
    if (!failed && !closed && !finished) {
      throw transcript.failure(
          "the handshake is stuck: client "
              + client.engine().getHandshakeStatus()
              + ", server "
              + server.engine().getHandshakeStatus());
    }
    return new HandshakeOutcome(finished && !failed, client.failure(), server.failure());
  }

  /** Sends {@code data} from one side; it must arrive at the other as it is. */
  public void send(Role from, byte[] data) {
    byte[] none = new byte[0];
    transfer(from == Role.CLIENT ? data : none, from == Role.SERVER ? data : none);
  }

  /** Sends in both directions at once; both must arrive as they are. */
  public void transfer(byte[] fromClient, byte[] fromServer) {
    client.send(fromClient);
    server.send(fromServer);
    settle();
    if (client.failure().isPresent() || server.failure().isPresent()) {
      throw failed("the transfer failed");
    }
    verify(Role.CLIENT, fromClient, server.takeReceived());
    verify(Role.SERVER, fromServer, client.takeReceived());
  }

  private void verify(Role from, byte[] sent, byte[] received) {
    if (!Arrays.equals(sent, received)) {
      throw transcript.failure(
          String.format(
              "%s sent %d bytes, %d arrived, different at %d",
              from, sent.length, received.length, Arrays.mismatch(sent, received)));
    }
  }

  /**
   * Offers {@code data} to {@code from} and lets everything settle, whatever comes of it.
   *
   * @return what arrived at the other side
   */
  public byte[] offer(Role from, byte[] data) {
    side(from).send(data);
    settle();
    return other(from).takeReceived();
  }

  /** {@code closeOutbound} of this side, whose close_notify is put on the wire and delivered. */
  public void closeOutbound(Role initiator) {
    SSLEngine engine = side(initiator).engine();
    engine.closeOutbound();
    flush(initiator);
    settle();
  }

  /** Wraps on this side until its outbound is done, without delivering. */
  public void flush(Role role) {
    side(role).budget(options.maxCalls());
    try {
      side(role).wrapClose();
    } catch (SSLException e) {
      throw transcript.failure("wrap after closeOutbound", e);
    }
  }

  /** Closes both sides, {@code initiator} first, and checks that both are done. */
  public void close(Role initiator) {
    closeOutbound(initiator);
    closeOutbound(initiator == Role.CLIENT ? Role.SERVER : Role.CLIENT);
    for (PumpSide side : new PumpSide[] {client, server}) {
      SSLEngine engine = side.engine();
      if (!engine.isInboundDone()
          || !engine.isOutboundDone()
          || engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
        throw transcript.failure(
            String.format(
                "not closed: inbound %s, outbound %s, %s",
                engine.isInboundDone(), engine.isOutboundDone(), engine.getHandshakeStatus()));
      }
    }
  }

  /** Steps both sides until nothing moves any more. */
  public void settle() {
    client.budget(options.maxCalls());
    server.budget(options.maxCalls());
    boolean progress;
    do {
      boolean moved = client.run();
      progress = server.run() || moved;
    } while (progress);
  }

  /** Steps one side alone until it waits for the other. */
  public void settle(Role role) {
    side(role).budget(options.maxCalls());
    side(role).run();
  }

  /** Puts bytes on the wire to {@code to}; {@link #settle} delivers them. */
  public void inject(Role to, byte[] bytes) {
    side(to).inject(bytes);
  }

  /** Takes everything off the wire that is on its way to {@code to}. */
  public byte[] intercept(Role to) {
    return side(to).intercept();
  }

  /** What this side threw first. */
  public java.util.Optional<SSLException> failure(Role role) {
    return side(role).failure();
  }

  /** The last steps, for messages. */
  public String transcript() {
    return transcript.toString();
  }

  private AssertionError failed(String message) {
    AssertionError error =
        transcript.failure(
            message
                + ": client "
                + client.failure().map(Object::toString).orElse("did not")
                + ", server "
                + server.failure().map(Object::toString).orElse("did not"));
    client.failure().ifPresent(error::addSuppressed);
    server.failure().ifPresent(error::addSuppressed);
    return error;
  }

  private PumpSide side(Role role) {
    return role == Role.CLIENT ? client : server;
  }

  private PumpSide other(Role role) {
    return role == Role.CLIENT ? server : client;
  }
}
