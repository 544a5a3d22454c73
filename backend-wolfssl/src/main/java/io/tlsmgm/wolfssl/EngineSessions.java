package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.jspecify.annotations.Nullable;

/** What one engine has to do with sessions: the one it resumes, the one it makes. */
final class EngineSessions {
  private final WolfContext context;
  private final WolfEngine engine;
  private final EnginePeer peer;
  private final EngineHandle handle;
  private Session.@Nullable Identity original;
  private byte @Nullable [] acceptedTicket;
  private byte @Nullable [] issuedTicket;

  /**
   * What was negotiated.
   *
   * @param suite empty for one that this project does not know
   * @param askedForCertificate whether this client was
   */
  record Facts(
      ProtocolVersion version,
      Optional<CipherSuite> suite,
      boolean resumed,
      boolean askedForCertificate) {}

  EngineSessions(WolfContext context, WolfEngine engine, EnginePeer peer, EngineHandle handle) {
    this.context = context;
    this.engine = engine;
    this.peer = peer;
    this.handle = handle;
  }

  Facts facts() {
    int[] facts = new int[4];
    Native.sessionFacts(handle.get(), facts);
    return new Facts(version(facts[0]), CipherSuite.ofCode(facts[1]), facts[2] != 0, facts[3] != 0);
  }

  private static ProtocolVersion version(int code) {
    for (ProtocolVersion version : ProtocolVersion.values()) {
      if (version.code() == code) {
        return version;
      }
    }
    throw new IllegalStateException("wolfSSL has negotiated version " + Integer.toHexString(code));
  }

  /** A client offers the session that it has of its peer. */
  void offer() {
    original = context.clientSessions().offer(cacheKey(), handle.get()).orElse(null);
  }

  /** Whether a server still knows the certificate that goes with a ticket. */
  boolean accept(byte[] ticket) {
    original = context.serverSessions().get(ticket).orElse(null);
    return original != null;
  }

  /**
   * Whatever it was, the session that a client has offered may be why: wolfSSL fails where a server
   * has another version since it gave the ticket. The next connection is to succeed.
   */
  void handshakeFailed() {
    if (context.isClient() && original != null) {
      forget();
    }
  }

  /** A session of a handshake that is under way. */
  Session fresh(Facts facts, List<X509Certificate> ofPeer) {
    return session(facts, identity(facts, ofPeer));
  }

  /** The session of a handshake that is complete. */
  Session complete(Facts facts, List<X509Certificate> ofPeer) {
    Session.Identity resumed = facts.resumed() ? original : null;
    Session.Identity identity = resumed != null ? resumed : identity(facts, ofPeer);
    if (!context.isClient() && !identity.peer().isEmpty()) {
      acceptedTicket = Native.ticketId(handle.get(), false);
      issuedTicket = Native.ticketId(handle.get(), true);
      if (issuedTicket != null) {
        context.serverSessions().put(issuedTicket, identity);
      }
    }
    return session(facts, identity);
  }

  private Session.Identity identity(Facts facts, List<X509Certificate> ofPeer) {
    return new Session.Identity(
        context.localChain(facts.askedForCertificate()), ofPeer, System.currentTimeMillis());
  }

  private Session session(Facts facts, Session.Identity identity) {
    return Session.of(
        facts.version(),
        facts.suite(),
        peer.host(),
        peer.port(),
        identity,
        requestedNames(),
        context.sessionContext(),
        this::forget);
  }

  private List<SNIServerName> requestedNames() {
    if (context.isClient()) {
      return engine.serverNames();
    }
    byte[] name = Native.serverName(handle.get());
    try {
      return name == null ? List.of() : List.of(new SNIHostName(name));
    } catch (IllegalArgumentException notAHostName) {
      return List.of();
    }
  }

  /** A client keeps what it may resume, unless it was told not to. */
  void keep(Session session) {
    if (context.isClient() && session.isValid()) {
      context.clientSessions().keep(cacheKey(), handle.get(), session.identity());
    }
  }

  private void forget() {
    if (context.isClient()) {
      context.clientSessions().forget(cacheKey());
      return;
    }
    for (byte[] ticket : new byte[][] {acceptedTicket, issuedTicket}) {
      if (ticket != null) {
        context.serverSessions().remove(ticket);
      }
    }
  }

  /** A server that is called by another name may be another one. */
  private EnginePeer cacheKey() {
    Optional<String> name =
        engine.serverNames().stream()
            .findFirst()
            .map(sent -> new String(sent.getEncoded(), StandardCharsets.UTF_8));
    return new EnginePeer(peer.host(), peer.port(), name);
  }
}
