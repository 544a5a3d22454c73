package io.tlsmgm.api.domain;

import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * A {@code tls_method} value.
 *
 * @param range the versions asked for; empty for {@code SSLv23}, which is every version that the
 *     library has enabled
 * @param text the canonical spelling, which {@code tls_list} shows
 * @param openMin whether the low end was left out: the oldest version that the library has
 * @param openMax whether the high end was left out: the newest version that the library has
 */
public record TlsMethod(
    Optional<ProtocolRange> range, String text, boolean openMin, boolean openMax) {
  /** {@code SSLv23}, the default. */
  public static final TlsMethod SSLV23 = new TlsMethod(Optional.empty(), "SSLv23", true, true);

  /** What an operator may write, for messages. */
  public static final String ACCEPTED =
      "SSLv23 (or TLSany), TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, or a range of these such as"
          + " TLSv1_2-TLSv1_3, TLSv1_2-, -TLSv1_2 or -";

  /**
   * Reads a value. Case does not matter, blanks around names are ignored.
   *
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  public static TlsMethod parse(String value) {
    String text = value.strip();
    int dash = text.indexOf('-');
    if (dash < 0) {
      String name = text.toLowerCase(Locale.ROOT);
      if (name.equals("sslv23") || name.equals("tlsany")) {
        return SSLV23;
      }
      ProtocolRange range = ProtocolRange.of(version(text, value));
      return new TlsMethod(Optional.of(range), range.toString(), false, false);
    }
    String low = text.substring(0, dash).strip();
    String high = text.substring(dash + 1).strip();
    ProtocolVersion min = low.isEmpty() ? ProtocolVersion.TLSV1 : version(low, value);
    ProtocolVersion max = high.isEmpty() ? ProtocolVersion.TLSV1_3 : version(high, value);
    if (min.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is empty: "
              + low
              + " is newer than "
              + high
              + "; write "
              + high
              + "-"
              + low);
    }
    ProtocolRange range = new ProtocolRange(min, max);
    return new TlsMethod(Optional.of(range), range.toString(), low.isEmpty(), high.isEmpty());
  }

  private static ProtocolVersion version(String name, String value) {
    for (ProtocolVersion version : ProtocolVersion.values()) {
      if (version.methodName().equalsIgnoreCase(name)) {
        return version;
      }
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("sslv2") || lower.equals("sslv3")) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is refused: "
              + name
              + " is broken and prohibited ("
              + (lower.equals("sslv2") ? "RFC 6176" : "RFC 7568")
              + "); accepted are "
              + ACCEPTED);
    }
    throw new IllegalArgumentException(
        "'" + value + "' is no TLS method; accepted are " + ACCEPTED);
  }

  @Override
  public String toString() {
    return text;
  }
}
