package io.tlsmgm.manager;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.manager.engine.SelectingEngine;
import io.tlsmgm.manager.engine.Selection;
import io.tlsmgm.manager.match.ServerCandidates;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server domains that may answer one incoming connection, found by the local address at accept.
 * The connection sees this one state of the configuration, whatever is reloaded meanwhile; when the
 * domain it chooses was retired and freed by then, it is matched again with the state in force.
 */
public final class ServerEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ServerEndpoint.class);

  private final TlsManager manager;
  private final InetSocketAddress local;
  private final ServerCandidates<ManagedDomain> candidates;

  ServerEndpoint(
      TlsManager manager, InetSocketAddress local, ServerCandidates<ManagedDomain> candidates) {
    this.manager = manager;
    this.local = local;
    this.candidates = candidates;
  }

  /** The one domain that answers whatever name the client sends; empty when the name decides. */
  public Optional<ManagedDomain> only() {
    return candidates.only();
  }

  /** The domain for a server name, or for a client that sends none. */
  public Optional<ManagedDomain> match(Optional<String> serverName) {
    return candidates.match(serverName);
  }

  /**
   * A connection of this endpoint. With a single domain the engine is the library's own; otherwise
   * it reads the ClientHello first and then becomes the domain's.
   *
   * @throws NoMatchingDomainException when the domains were removed meanwhile
   * @throws LibraryUnavailableException with {@code tls_library=none}
   */
  public TlsConnection newConnection(EnginePeer peer)
      throws NoMatchingDomainException, LibraryUnavailableException {
    Optional<ManagedDomain> only = candidates.only();
    if (only.isEmpty()) {
      Optional<ManagedDomain> first = candidates.first();
      if (first.isPresent()) {
        // Where one domain has no engines, none has: better told now than to a client.
        first.get().context();
      }
      TlsConnection connection = new TlsConnection();
      connection.engine(SelectingEngine.create(peer, hello -> select(hello, peer, connection)));
      return connection;
    }
    return only.get().acquire()
        ? connectionOf(only.get(), peer)
        : manager.endpoint(local).newConnection(peer);
  }

  /**
   * A connection for a client whose first message was read by the caller; its engine is the
   * library's own, and the caller hands it the bytes it has read.
   *
   * @throws NoMatchingDomainException when no domain answers: the answer is the alert {@code
   *     unrecognized_name}
   * @throws LibraryUnavailableException with {@code tls_library=none}
   */
  public TlsConnection newConnection(ClientHello hello, EnginePeer peer)
      throws NoMatchingDomainException, LibraryUnavailableException {
    Optional<ManagedDomain> match = candidates.match(hello.serverName());
    if (match.isEmpty()) {
      throw new NoMatchingDomainException(refusal(hello, peer));
    }
    return match.get().acquire()
        ? connectionOf(match.get(), peer)
        : manager.endpoint(local).newConnection(hello, peer);
  }

  private Selection select(ClientHello hello, EnginePeer peer, TlsConnection connection) {
    try {
      TlsConnection selected = newConnection(hello, peer);
      connection.selected(selected.domain().orElseThrow());
      return new Selection.Engine(selected.engine());
    } catch (NoMatchingDomainException e) {
      LOG.info("{}", e.getMessage());
      return new Selection.Refuse(
          AlertDescription.UNRECOGNIZED_NAME, String.valueOf(e.getMessage()));
    } catch (LibraryUnavailableException e) {
      LOG.error("{}", e.getMessage());
      return new Selection.Refuse(AlertDescription.INTERNAL_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static TlsConnection connectionOf(ManagedDomain held, EnginePeer peer)
      throws LibraryUnavailableException {
    try {
      return TlsConnection.of(held, held.newEngine(peer));
    } catch (LibraryUnavailableException | RuntimeException e) {
      held.release();
      throw e;
    }
  }

  private String refusal(ClientHello hello, EnginePeer peer) {
    return "no TLS server domain at "
        + AddressFilter.of(local.getAddress(), local.getPort())
        + " matches "
        + hello.serverName().map(name -> "the server name " + name).orElse("a missing server name")
        + ", sent by "
        + peer.host()
        + ":"
        + peer.port();
  }
}
