package io.tlsmgm.benchmarks.engines;

/**
 * Whose engines. One kind for each process: the crypto setting of wolfSSL is the process's, and so
 * are the JDK 17's groups.
 */
public enum EngineKind {
  /** No TLS: bytes are copied where an engine would encrypt them. Records only. */
  FLOOR(Family.FLOOR),
  /** The JDK's own, used directly. */
  RAW_JDK(Family.PEER),
  /** Conscrypt, used directly. */
  RAW_CONSCRYPT(Family.PEER),
  /** BoringSSL through Netty's tcnative, used directly. */
  RAW_TCNATIVE(Family.PEER),
  /** {@code tls_library=jsse} of this project. */
  JSSE(Family.OURS),
  /** {@code tls_library=openssl} of this project: Conscrypt. */
  OPENSSL(Family.OURS),
  /** {@code tls_library=wolfssl} of this project, wolfSSL's own algorithms. */
  WOLFSSL_BUILTIN(Family.OURS),
  /** The same, with the system's libcrypto doing what it does faster. */
  WOLFSSL_LIBCRYPTO(Family.OURS),
  /** A loop in C over libwolfssl, with its own algorithms. No engine: see {@link NativeLoops}. */
  C_WOLFSSL_BUILTIN(Family.LOOP),
  /** The same, with libcrypto doing what it does faster. */
  C_WOLFSSL_LIBCRYPTO(Family.LOOP),
  /** A loop in C over the system's libssl. */
  C_LIBSSL(Family.LOOP);

  /** Where a kind comes from. */
  public enum Family {
    /** What everybody has to do at least. */
    FLOOR,
    /** A library without this project. */
    PEER,
    /** Through this project's {@code TlsLibrary}. */
    OURS,
    /** Without Java. */
    LOOP
  }

  private final Family family;

  EngineKind(Family family) {
    this.family = family;
  }

  /** Where it comes from. */
  public Family family() {
    return family;
  }

  /** Whether it is Conscrypt's BoringSSL. */
  boolean isConscrypt() {
    return this == RAW_CONSCRYPT || this == OPENSSL;
  }

  /** Whether it is the JDK's own TLS. */
  boolean isJdk() {
    return this == RAW_JDK || this == JSSE;
  }

  /** Whether it is wolfSSL behind this project's engine. */
  boolean isWolfSsl() {
    return this == WOLFSSL_BUILTIN || this == WOLFSSL_LIBCRYPTO;
  }

  /**
   * The contexts of this kind.
   *
   * @param resumed whether its servers are to resume
   * @throws UnsupportedOperationException for the kinds that have no engines
   */
  EngineSource open(Terms terms, boolean resumed, Identities identities) throws Exception {
    return switch (this) {
      case RAW_JDK -> JavaSource.jdk(terms, resumed, identities);
      case RAW_CONSCRYPT -> JavaSource.conscrypt(terms, resumed, identities);
      case RAW_TCNATIVE -> new TcnativeSource(terms, identities);
      case JSSE, OPENSSL, WOLFSSL_BUILTIN, WOLFSSL_LIBCRYPTO ->
          new LibrarySource(this, terms, identities);
      case FLOOR, C_WOLFSSL_BUILTIN, C_WOLFSSL_LIBCRYPTO, C_LIBSSL ->
          throw new UnsupportedOperationException(this + " has no engines");
    };
  }
}
