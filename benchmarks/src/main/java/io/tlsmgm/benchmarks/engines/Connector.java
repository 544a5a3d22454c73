package io.tlsmgm.benchmarks.engines;

import java.security.PublicKey;
import java.security.cert.Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** Connects clients and servers of one kind on equal terms, and sees to it that they are equal. */
final class Connector implements AutoCloseable {
  private final EngineKind kind;
  private final Terms terms;
  private final boolean resumed;
  private final Identities identities;
  private final EngineSource source;
  private final Wire wire = new Wire();
  private final Laps laps = new Laps();

  private Connector(
      EngineKind kind, Terms terms, boolean resumed, Identities identities, EngineSource source) {
    this.kind = kind;
    this.terms = terms;
    this.resumed = resumed;
    this.identities = identities;
    this.source = source;
  }

  /**
   * Makes the contexts, connects once to check the terms, and for resumed handshakes once more to
   * have a session that a full handshake made.
   */
  static Connector open(EngineKind kind, Terms terms, boolean resumed) throws Exception {
    Identities identities = Identities.of(terms.key());
    Connector connector =
        new Connector(kind, terms, resumed, identities, kind.open(terms, resumed, identities));
    try {
      connector.checkTerms();
      return connector;
    } catch (Exception e) {
      connector.close();
      throw e;
    }
  }

  Laps laps() {
    return laps;
  }

  /** A client and a server that have shaken hands. */
  Pair pair() throws SSLException {
    Pair pair = new Pair(source.client(resumed), source.server());
    wire.handshake(pair.client(), pair.server(), laps);
    wire.ticket(pair.client(), pair.server(), laps);
    return pair;
  }

  /** Ends a pair whose records have all been read, or none. */
  void close(Pair pair) throws SSLException {
    wire.abandon(pair.client());
    wire.abandon(pair.server());
    source.release(pair.client());
    source.release(pair.server());
  }

  /**
   * One connection without data; for one that resumes with a byte from the server, behind which
   * some libraries keep their tickets.
   *
   * @throws IllegalStateException when it is full in place of resumed on either side, or the other
   *     way round
   */
  void connect() throws SSLException {
    long servers = identities.serversSeen();
    ServerFlight flight = once(resumed);
    boolean asked = identities.serversSeen() != servers;
    if (asked == resumed) {
      throw new IllegalStateException(asked ? "the client: not resumed" : "the client: not full");
    }
    if (flight.resumed() != resumed) {
      throw new IllegalStateException(resumed ? "the server: not resumed" : "the server: not full");
    }
  }

  private ServerFlight once(boolean resuming) throws SSLException {
    laps.start();
    SSLEngine client = source.client(resuming);
    laps.client();
    SSLEngine server = source.server();
    laps.server();
    ServerFlight flight = wire.handshake(client, server, laps);
    if (resuming) {
      wire.ticket(client, server, laps);
    }
    wire.close(client, server, laps);
    source.release(client);
    laps.client();
    source.release(server);
    laps.server();
    return flight;
  }

  private void checkTerms() throws Exception {
    SSLEngine client = source.client(resumed);
    SSLEngine server = source.server();
    ServerFlight flight = wire.handshake(client, server, laps);
    if (resumed) {
      wire.ticket(client, server, laps);
    }
    if (flight.retry()) {
      throw unequal("the server asked for another key share");
    }
    if (flight.resumed()) {
      throw unequal("the first handshake is not full");
    }
    if (flight.group() != terms.group().named().code()) {
      throw unequal("the group has code " + flight.group());
    }
    check("client", client.getSession());
    check("server", server.getSession());
    checkPeer(client.getSession(), identities.server().leaf());
    if (terms.mutual()) {
      checkPeer(server.getSession(), identities.client().leaf());
    }
    if (identities.serversSeen() != 1 || identities.clientsSeen() != (terms.mutual() ? 1 : 0)) {
      throw unequal(
          identities.serversSeen() + " servers and " + identities.clientsSeen() + " clients seen");
    }
    wire.close(client, server, laps);
    source.release(client);
    source.release(server);
    if (resumed) {
      connect();
    }
    System.out.printf(
        "%n# terms: %s %s%s, %s%n",
        kind, terms, resumed ? " resumed" : " full", server.getClass().getName());
  }

  private void check(String side, SSLSession session) {
    if (!session.getProtocol().equals(terms.version().jsseName())
        || !session.getCipherSuite().equals(terms.suite().ianaName())) {
      throw unequal(
          "the " + side + " has " + session.getProtocol() + " " + session.getCipherSuite());
    }
  }

  private void checkPeer(SSLSession session, Certificate expected) throws SSLException {
    PublicKey seen = session.getPeerCertificates()[0].getPublicKey();
    if (!seen.equals(expected.getPublicKey())) {
      throw unequal("another certificate, of " + seen.getAlgorithm());
    }
  }

  private IllegalStateException unequal(String what) {
    return new IllegalStateException(kind + " is not on equal terms (" + terms + "): " + what);
  }

  @Override
  public void close() {
    source.close();
  }

  /** Both ends of a connection. */
  record Pair(SSLEngine client, SSLEngine server) {}
}
