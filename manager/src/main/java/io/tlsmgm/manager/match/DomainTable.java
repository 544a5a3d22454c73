package io.tlsmgm.manager.match;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All domains of one generation, and which of them serves a connection. Immutable: readers take no
 * lock, and a reload builds another table.
 *
 * <p>An address and port leads to the list of filters of exactly this address and port when there
 * is one, else to the list of {@code *}; a list that does not match is not followed by the other.
 * Of a list, the most specific filter wins: an exact name, then the patterns with more literal
 * characters before those with fewer, then {@code *}. Between patterns with equally many, the one
 * that demands more characters wins ({@code ?} and brackets), then the domain that wins a tie.
 *
 * <p>Ties, such as equal filters at one address, go to a domain of the database before one of the
 * script, and then to the one that was defined last. {@link #warnings} names both.
 *
 * <p>The domain that is named {@code default} is the fallback of its role: it is used when no list
 * exists for an address and when no filter of the list matches. As long as its filters are the
 * defaults, {@code *} and {@code *}, they are not part of any list, so that it never stands beside
 * another domain. Filters of its own count like those of every domain, in addition.
 *
 * @param <T> what a domain stands for, such as its context
 */
public final class DomainTable<T> {
  private final RoleTable<T> servers;
  private final RoleTable<T> clients;
  private final List<Problem> warnings;

  DomainTable(RoleTable<T> servers, RoleTable<T> clients, List<Problem> warnings) {
    this.servers = servers;
    this.clients = clients;
    this.warnings = List.copyOf(warnings);
  }

  /** A builder without domains. */
  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /**
   * What is hardly meant the way it is configured: filters that are equal at one address, patterns
   * that match no name, a {@code default} domain with filters of its own or defined twice.
   */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * The domains that may answer a connection accepted at this address.
   *
   * @param local an IPv4 address in its own or its IPv6-mapped form, or an IPv6 address
   * @return empty when no server domain is for it, so that the connection has to be closed
   */
  public Optional<ServerCandidates<T>> server(InetAddress local, int port) {
    return Optional.ofNullable(servers.candidates(local, port));
  }

  /**
   * The domain for a connection to this address.
   *
   * @param sipDomain the SIP domain that the connection is for; without one only {@code *} matches
   * @return empty when no client domain is for it
   */
  public Optional<T> client(InetAddress remote, int port, Optional<String> sipDomain) {
    ServerCandidates<T> list = clients.candidates(remote, port);
    return list == null ? Optional.empty() : list.matchClient(sipDomain);
  }

  /** The domain with exactly this name. */
  public Optional<T> byName(Role role, String name) {
    return of(role).byName(name);
  }

  /**
   * Every domain of a role in the order of {@code tls_list}, which is the order in which they win
   * ties: those of the database first, the last defined before the earlier.
   */
  public List<T> all(Role role) {
    return of(role).all();
  }

  /** The 2.x default domain of a role. */
  public Optional<T> defaultDomain(Role role) {
    return of(role).byName(TlsDomain.DEFAULT_NAME);
  }

  private RoleTable<T> of(Role role) {
    return role == Role.SERVER ? servers : clients;
  }

  /**
   * Collects domains; not thread-safe.
   *
   * @param <T> what a domain stands for
   */
  public static final class Builder<T> {
    private final RoleTableBuilder<T> servers = new RoleTableBuilder<>(Role.SERVER);
    private final RoleTableBuilder<T> clients = new RoleTableBuilder<>(Role.CLIENT);

    private Builder() {}

    /**
     * Adds a domain after all that were defined before it. A script and a database may both define
     * the {@code default} domain of a role; that of the database takes the place of the other.
     *
     * @throws IllegalArgumentException when the role has a domain of this name already, or an
     *     address filter is not in canonical form
     */
    public Builder<T> add(TlsDomain domain, T value) {
      (domain.role() == Role.SERVER ? servers : clients).add(domain, value);
      return this;
    }

    /** The table of what was added so far. */
    public DomainTable<T> build() {
      List<Problem> warnings = new ArrayList<>();
      RoleTable<T> serverTable = servers.build(warnings);
      return new DomainTable<>(serverTable, clients.build(warnings), warnings);
    }
  }
}
