package io.tlsmgm.clients;

import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsManager;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * The client domains of a {@link TlsManager} for clients with a TLS of their own. Needs no TLS
 * library of this project: {@code tls_library} is usually {@code none}. Safe for use by several
 * threads.
 *
 * <p>Some drivers make their TLS by the name of a class and can be given nothing but text; they
 * find the domains through a table that this object is in until it is closed.
 */
public final class ClientDomains implements AutoCloseable {
  private static final Map<Integer, ClientDomains> OPEN = new ConcurrentSkipListMap<>();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Pattern REFERENCE = Pattern.compile("#([0-9]{1,9})/(.*)", Pattern.DOTALL);

  private final TlsManager manager;
  private final int id;
  private final ReentrantLock making = new ReentrantLock();
  private final Map<String, ClientDomain> made = new ConcurrentHashMap<>();

  private ClientDomains(TlsManager manager) {
    this.manager = manager;
    this.id = IDS.incrementAndGet();
  }

  /** The domains of {@code manager}, which stays the caller's to close. */
  public static ClientDomains of(TlsManager manager) {
    ClientDomains domains = new ClientDomains(manager);
    OPEN.put(domains.id, domains);
    return domains;
  }

  /** The manager whose domains these are. */
  public TlsManager manager() {
    return manager;
  }

  /**
   * A client domain as it is now.
   *
   * @throws NoMatchingDomainException when there is none of that name, or it is a server domain
   * @throws TlsException when the platform's TLS cannot do what the domain asks for
   */
  public ClientDomain domain(String name) throws TlsException {
    if (!OPEN.containsKey(id)) {
      throw new IllegalStateException("these client domains are closed");
    }
    ManagedDomain current = manager.clientDomain(name);
    ClientDomain known = made.get(name);
    if (known != null && known.managed() == current) {
      return known;
    }
    making.lock();
    try {
      known = made.get(name);
      if (known == null || known.managed() != current) {
        ClientDomain next = ClientDomain.of(manager, current);
        made.put(name, next);
        current.onEnd(() -> made.remove(name, next));
        known = next;
      }
      return known;
    } finally {
      making.unlock();
    }
  }

  /**
   * A platform context for a domain, which looks it up for every new socket and engine: after a
   * reload new connections have the new certificate, CAs and settings.
   *
   * @throws TlsException as {@link #domain}
   * @throws IllegalArgumentException when the request contradicts itself or the domain
   */
  public SSLContext sslContext(TlsRequest request) throws TlsException {
    return FollowingContext.of(() -> currentContext(request));
  }

  /** The sockets of {@link #sslContext}. */
  public SSLSocketFactory socketFactory(TlsRequest request) throws TlsException {
    return sslContext(request).getSocketFactory();
  }

  private SSLContext currentContext(TlsRequest request) throws TlsException {
    return domain(request.domain()).tls(request).context();
  }

  /**
   * A text for a driver that hands it to a class of this module, which finds this object and the
   * request by {@link #find}. Valid until this is closed, and in this process only.
   */
  public String reference(TlsRequest request) {
    return "#" + id + "/" + request.query();
  }

  /**
   * What a text means.
   *
   * @param domains whose domains
   * @param request what is asked for
   */
  public record Found(ClientDomains domains, TlsRequest request) {
    /** As {@link ClientDomains#sslContext} of the moment, for one connection. */
    public SSLContext context() throws TlsException {
      return domains.currentContext(request);
    }
  }

  /**
   * Reads a {@linkplain #reference reference}, or the name of a domain when one {@code
   * ClientDomains} alone is open.
   *
   * @throws IllegalArgumentException when nothing is found, with the reason
   */
  public static Found find(String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (reference.matches()) {
      ClientDomains domains = OPEN.get(Integer.valueOf(reference.group(1)));
      if (domains == null) {
        throw new IllegalArgumentException("the client domains of this connection are closed");
      }
      return new Found(domains, TlsRequest.split("?" + reference.group(2)).request());
    }
    var all = OPEN.values().iterator();
    if (!all.hasNext()) {
      throw new IllegalArgumentException(
          "TLS domain '" + text + "' is asked for, but no ClientDomains is open in this process");
    }
    ClientDomains only = all.next();
    if (all.hasNext()) {
      throw new IllegalArgumentException(
          "TLS domain '"
              + text
              + "' is asked for, and several ClientDomains are open in this process: let one of"
              + " them make the settings of the connection");
    }
    return new Found(only, TlsRequest.of(text));
  }

  /**
   * Ends the use of these domains for new connections; those that exist go on. The manager is not
   * closed. Closing twice does nothing.
   */
  @Override
  public void close() {
    OPEN.remove(id, this);
    made.clear();
  }

  /** A number. */
  @Override
  public String toString() {
    return "ClientDomains[" + id + "]";
  }
}
