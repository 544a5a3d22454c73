package io.tlsmgm.clients;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a client asks of a domain.
 *
 * @param domain the name of a client domain
 * @param parts what of it is used
 * @param verifyHost whether the server's certificate has to name the host that is connected to
 * @param certificateOptional whether a server that asks for a client certificate is told that there
 *     is none, if the domain has none; otherwise that is an error
 */
public record TlsRequest(
    String domain, Set<TlsPart> parts, boolean verifyHost, boolean certificateOptional) {
  /** The parameter that names the domain. */
  public static final String DOMAIN = "tls_domain";

  /** The parameter that chooses among the domain's parts, for MySQL and MariaDB. */
  public static final String PARTS = "tls_opts";

  /** {@code 1} for a check of the host name. */
  public static final String VERIFY_HOST = "tls_verify_host";

  /** {@code optional} or {@code required}. */
  public static final String CLIENT_CERT = "tls_client_cert";

  private static final List<String> ALL = List.of(DOMAIN, PARTS, VERIFY_HOST, CLIENT_CERT);

  /** Of each of them, and of no parameter of a driver. */
  private static final String PREFIX = "tls_";

  /** Copies the parts. */
  public TlsRequest {
    parts = Set.copyOf(parts);
    if (domain.isEmpty()) {
      throw new IllegalArgumentException(DOMAIN + " is empty; it names a client domain");
    }
  }

  /** All of a domain, without a check of the host name. */
  public static TlsRequest of(String domain) {
    return new TlsRequest(domain, TlsPart.ALL, false, false);
  }

  /** The same with {@link #verifyHost()} set. */
  public TlsRequest withVerifyHost(boolean verify) {
    return new TlsRequest(domain, parts, verify, certificateOptional);
  }

  /** The same with {@link #certificateOptional()} set. */
  public TlsRequest withCertificateOptional(boolean optional) {
    return new TlsRequest(domain, parts, verifyHost, optional);
  }

  /**
   * A URL with our parameters taken out.
   *
   * @param url what is left, for the driver
   * @param request what they said
   * @param partsNamed whether {@link #PARTS} was among them
   */
  public record Split(String url, TlsRequest request, boolean partsNamed) {
    /** Names the domain; a URL may have a password in it. */
    @Override
    public String toString() {
      return "Split[" + request + "]";
    }
  }

  /**
   * Takes our parameters out of a URL.
   *
   * @throws IllegalArgumentException when there is no {@code tls_domain}, or a value is wrong; the
   *     message has nothing of the rest of the URL
   */
  public static Split split(String url) {
    int question = url.indexOf('?');
    Map<String, String> ours = new TreeMap<>();
    List<String> others = new ArrayList<>();
    if (question >= 0) {
      for (String parameter : url.substring(question + 1).split("&", -1)) {
        if (!take(parameter, ours) && !parameter.isEmpty()) {
          others.add(parameter);
        }
      }
    }
    String rest = question < 0 ? url : url.substring(0, question);
    rest += others.isEmpty() ? "" : "?" + String.join("&", others);
    return new Split(rest, of(ours), ours.containsKey(PARTS));
  }

  private static boolean take(String parameter, Map<String, String> ours) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    if (!ALL.contains(name)) {
      // Anything else would go to the driver, which ignores it, and with it a check of the host.
      if (decoded(name).strip().toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
        throw new IllegalArgumentException(
            "'" + name + "' is none of " + String.join(", ", ALL) + ", written just so");
      }
      return false;
    }
    if (equals < 0) {
      throw new IllegalArgumentException(name + " has no value");
    }
    String value;
    try {
      value = URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + ": a '%' in a URL begins two hexadecimal digits; write %25 for the character", e);
    }
    if (ours.put(name, value) != null) {
      throw new IllegalArgumentException("the URL has " + name + " twice");
    }
    return true;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static TlsRequest of(Map<String, String> values) {
    String domain = values.get(DOMAIN);
    if (domain == null) {
      throw new IllegalArgumentException(
          "the URL names no TLS domain; add " + DOMAIN + "=NAME to its parameters");
    }
    return new TlsRequest(
        domain,
        Optional.ofNullable(values.get(PARTS)).map(TlsPart::parse).orElse(TlsPart.ALL),
        choice(values, VERIFY_HOST, "0", "1"),
        choice(values, CLIENT_CERT, "required", "optional"));
  }

  private static boolean choice(Map<String, String> values, String name, String no, String yes) {
    String value = values.getOrDefault(name, no);
    if (!value.equals(no) && !value.equals(yes)) {
      throw new IllegalArgumentException(
          name + ": '" + value + "' is neither " + no + " nor " + yes);
    }
    return value.equals(yes);
  }

  /** The parameters that {@link #split} makes this of. */
  String query() {
    String query = DOMAIN + "=" + URLEncoder.encode(domain, StandardCharsets.UTF_8);
    if (!parts.equals(TlsPart.ALL)) {
      query +=
          "&"
              + PARTS
              + "="
              + parts.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }
    query += verifyHost ? "&" + VERIFY_HOST + "=1" : "";
    return query + (certificateOptional ? "&" + CLIENT_CERT + "=optional" : "");
  }
}
