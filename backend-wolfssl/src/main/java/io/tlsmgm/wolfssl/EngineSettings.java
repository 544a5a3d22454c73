package io.tlsmgm.wolfssl;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.ProtocolVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What an engine may have other than its context: the setters of {@code SSLEngine}, until the
 * handshake begins. Not thread-safe.
 */
final class EngineSettings {
  private final List<ProtocolVersion> ofContextProtocols;
  private final List<CipherSuite> ofContextSuites;
  private final List<ProtocolVersion> ofContextUsable;
  private final ClientAuth ofContextAuth;
  List<ProtocolVersion> protocols;
  List<CipherSuite> suites;
  ClientAuth clientAuth;
  List<String> applicationProtocols;

  EngineSettings(
      List<ProtocolVersion> protocols,
      List<CipherSuite> suites,
      List<ProtocolVersion> usable,
      ClientAuth clientAuth,
      List<String> applicationProtocols) {
    this.ofContextProtocols = protocols;
    this.ofContextSuites = suites;
    this.ofContextUsable = usable;
    this.ofContextAuth = clientAuth;
    this.protocols = protocols;
    this.suites = suites;
    this.clientAuth = clientAuth;
    this.applicationProtocols = applicationProtocols;
  }

  /**
   * The protocols that a suite is enabled for, oldest first. wolfSSL would speak the others for all
   * that, and find out too late that it cannot.
   */
  List<ProtocolVersion> usableProtocols() {
    return protocols.equals(ofContextProtocols) && suites.equals(ofContextSuites)
        ? ofContextUsable
        : usable(protocols, suites);
  }

  static List<ProtocolVersion> usable(List<ProtocolVersion> protocols, List<CipherSuite> suites) {
    return protocols.stream()
        .filter(version -> suites.stream().anyMatch(suite -> suite.allowedIn(version)))
        .toList();
  }

  /**
   * Tells a native engine what differs.
   *
   * @return 0 or an error of wolfSSL
   */
  int apply(long engine) {
    List<ProtocolVersion> range = usableProtocols();
    boolean newProtocols = !range.equals(ofContextUsable);
    boolean newSuites = !suites.equals(ofContextSuites);
    boolean newAuth = clientAuth != ofContextAuth;
    if (!newProtocols && !newSuites && !newAuth) {
      return 0;
    }
    return Native.engineSettings(
        engine,
        newProtocols ? range.get(0).code() : 0,
        newProtocols ? range.get(range.size() - 1).code() : 0,
        newSuites ? codes(suites) : null,
        newAuth ? code(clientAuth) : -1);
  }

  /** As the native part takes it. */
  static int code(ClientAuth auth) {
    return switch (auth) {
      case NONE -> 0;
      case WANT -> 1;
      case NEED -> 2;
    };
  }

  /** Two bytes each, as on the wire. */
  static byte[] codes(List<CipherSuite> suites) {
    byte[] codes = new byte[2 * suites.size()];
    ByteBuffer to = ByteBuffer.wrap(codes);
    suites.forEach(suite -> to.putShort((short) suite.code()));
    return codes;
  }

  /** With commas between; empty for none. */
  byte[] encodedProtocols() {
    return String.join(",", applicationProtocols).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks ALPN names, RFC 7301 section 3.1.
   *
   * @throws IllegalArgumentException naming the one that cannot be used
   */
  static void checkProtocols(List<String> names) {
    for (String name : names) {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      if (length == 0 || length > 255 || name.indexOf(',') >= 0) {
        throw new IllegalArgumentException(
            "an application protocol has 1 to 255 bytes and, with wolfSSL, no comma: '"
                + name
                + "'");
      }
    }
  }

  /** The alert's name, or its number. */
  static String alertName(int code) {
    return AlertDescription.ofCode(code)
        .map(alert -> alert.name().toLowerCase(Locale.ROOT))
        .orElse("alert " + code);
  }
}
