package io.tlsmgm.clients;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of a domain that {@code tls_opts} of a MySQL URL chooses among. */
public enum TlsPart {
  /** The private key; only together with {@link #CERT}. */
  PKEY,
  /** The certificate chain; only together with {@link #PKEY}. */
  CERT,
  /** The CAs of {@code ca_list}. */
  CA,
  /** The CAs of {@code ca_dir}. */
  CA_DIR,
  /** {@code ciphers_list}. */
  CIPHERS;

  /** Every part: what a URL without {@code tls_opts} means. */
  public static final Set<TlsPart> ALL = Collections.unmodifiableSet(EnumSet.allOf(TlsPart.class));

  /**
   * Reads a {@code tls_opts} value.
   *
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  static Set<TlsPart> parse(String value) {
    EnumSet<TlsPart> parts = EnumSet.noneOf(TlsPart.class);
    for (String word : value.split(",", -1)) {
      String name = word.strip().toUpperCase(Locale.ROOT);
      parts.add(
          Arrays.stream(values())
              .filter(part -> part.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "tls_opts: '"
                              + word
                              + "' is none of "
                              + Arrays.stream(values())
                                  .map(Enum::name)
                                  .collect(Collectors.joining(",")))));
    }
    if (parts.contains(PKEY) != parts.contains(CERT)) {
      throw new IllegalArgumentException(
          "tls_opts: PKEY and CERT go together; name both or neither");
    }
    return Collections.unmodifiableSet(parts);
  }
}
