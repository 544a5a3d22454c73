package io.tlsmgm.benchmarks.engines;

/** Whose engines. One kind for each process: the crypto setting of wolfSSL is the process's. */
public enum EngineKind {
  /** The JDK's own, used directly. */
  JDK,
  /** Conscrypt, used directly. */
  CONSCRYPT,
  /** BoringSSL through Netty's tcnative, used directly. */
  TCNATIVE,
  /** This project's engine, wolfSSL's own algorithms. */
  WOLFSSL_BUILTIN,
  /** This project's engine, with the system's libcrypto doing what it does faster. */
  WOLFSSL_LIBCRYPTO;

  /** The contexts of this kind. */
  public EngineSource open(Terms terms) throws Exception {
    return switch (this) {
      case JDK -> JavaSource.jdk(terms);
      case CONSCRYPT -> JavaSource.conscrypt(terms);
      case TCNATIVE -> new TcnativeSource(terms);
      case WOLFSSL_BUILTIN -> new WolfSslSource(terms, "builtin");
      case WOLFSSL_LIBCRYPTO -> new WolfSslSource(terms, "libcrypto");
    };
  }
}
