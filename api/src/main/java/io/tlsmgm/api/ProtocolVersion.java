package io.tlsmgm.api;

import java.util.Arrays;
import java.util.Optional;

/** TLS protocol versions, oldest first, so that {@link #compareTo} orders them. */
public enum ProtocolVersion {
  /** TLS 1.0, RFC 2246. */
  TLSV1("TLSv1", "TLSv1", 0x0301),
  /** TLS 1.1, RFC 4346. */
  TLSV1_1("TLSv1.1", "TLSv1_1", 0x0302),
  /** TLS 1.2, RFC 5246. */
  TLSV1_2("TLSv1.2", "TLSv1_2", 0x0303),
  /** TLS 1.3, RFC 8446. */
  TLSV1_3("TLSv1.3", "TLSv1_3", 0x0304);

  private final String jsseName;
  private final String methodName;
  private final int code;

  ProtocolVersion(String jsseName, String methodName, int code) {
    this.jsseName = jsseName;
    this.methodName = methodName;
    this.code = code;
  }

  /**
   * The name that OpenSSL, JSSE and the {@code $tls_version} variable use, such as {@code TLSv1.2}.
   */
  public String jsseName() {
    return jsseName;
  }

  /** The name in a {@code tls_method} value, such as {@code TLSv1_2}. */
  public String methodName() {
    return methodName;
  }

  /** The two-byte code on the wire, such as {@code 0x0303}. */
  public int code() {
    return code;
  }

  /** The version whose {@link #jsseName()} is {@code name}. */
  public static Optional<ProtocolVersion> ofJsseName(String name) {
    return Arrays.stream(values()).filter(v -> v.jsseName.equals(name)).findFirst();
  }
}
