package io.tlsmgm.manager.match;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The domains that may answer at one local address and port, for the server name to choose from.
 * Immutable.
 *
 * @param <T> what a domain stands for
 */
public final class ServerCandidates<T> {
  private final NameTable<T> names;
  private final @Nullable Candidate<T> fallback;
  private final Optional<T> only;
  private final Optional<T> first;

  ServerCandidates(List<Entry<T>> entries, @Nullable Candidate<T> fallback) {
    this.names = new NameTable<>(entries);
    this.fallback = fallback;
    Candidate<T> any = names.any();
    this.only = only(entries, any == null ? fallback : any);
    Candidate<T> one = entries.isEmpty() ? fallback : entries.get(0).candidate();
    this.first = one == null ? Optional.empty() : one.answer();
  }

  /** {@code rest} answers what no entry matches; it is the only one when all entries lead to it. */
  private static <T> Optional<T> only(List<Entry<T>> entries, @Nullable Candidate<T> rest) {
    if (rest == null) {
      return Optional.empty();
    }
    int order = rest.order();
    boolean same = entries.stream().allMatch(e -> e.candidate().order() == order);
    return same ? rest.answer() : Optional.empty();
  }

  /**
   * The domain that answers a client: the first filter that matches, exact names before patterns,
   * patterns with more literal characters before those with fewer, {@code *} last; then the 2.x
   * default domain.
   *
   * @param serverName what the client sent, in any case and with or without a trailing dot; empty,
   *     or of no characters, when it sent none, which only {@code none} and {@code *} match, in
   *     this order
   * @return empty when the handshake has to be refused with {@code unrecognized_name}
   */
  public Optional<T> match(Optional<String> serverName) {
    String name = given(serverName);
    return answer(name.isEmpty() ? names.withoutName() : names.find(name));
  }

  /** The same for the other role: to give no SIP domain matches {@code *} alone. */
  Optional<T> matchClient(Optional<String> sipDomain) {
    String name = given(sipDomain);
    return answer(name.isEmpty() ? names.any() : names.find(name));
  }

  private static String given(Optional<String> name) {
    return name.isPresent() ? Names.normalise(name.get()) : "";
  }

  private Optional<T> answer(@Nullable Candidate<T> found) {
    Candidate<T> candidate = found == null ? fallback : found;
    return candidate == null ? Optional.empty() : candidate.answer();
  }

  /**
   * The one domain that answers whatever the server name is, so that no ClientHello needs to be
   * read; empty when the server name makes a difference.
   */
  public Optional<T> only() {
    return only;
  }

  /** One of the domains, whichever the server name chooses; for what is true of all of them. */
  public Optional<T> first() {
    return first;
  }
}
