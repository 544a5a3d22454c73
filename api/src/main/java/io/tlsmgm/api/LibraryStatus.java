package io.tlsmgm.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a TLS library runs here, and what it is.
 *
 * @param available whether contexts can be made
 * @param version what the library says of itself, such as {@code BoringSSL (Conscrypt 2.5.2)};
 *     empty when unknown
 * @param origin the jar, module or native file it was loaded from; empty when unknown
 * @param facts further facts in a fixed order, such as CPU features; the keys are stable names
 * @param cause why it is not available, in words; empty when it is
 */
public record LibraryStatus(
    boolean available,
    String version,
    String origin,
    Map<String, String> facts,
    Optional<String> cause) {
  /** Copies the facts and keeps their order. */
  public LibraryStatus {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    if (available == cause.isPresent()) {
      throw new IllegalArgumentException("a cause is for a library that is not available");
    }
  }

  /** A library that runs here. */
  public static LibraryStatus available(String version, String origin, Map<String, String> facts) {
    return new LibraryStatus(true, version, origin, facts, Optional.empty());
  }

  /** A library that does not run here, and why. */
  public static LibraryStatus unavailable(String origin, String cause) {
    return new LibraryStatus(false, "", origin, Map.of(), Optional.of(cause));
  }
}
