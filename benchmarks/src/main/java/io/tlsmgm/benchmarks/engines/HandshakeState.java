package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.testkit.KeyKind;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The parameters of a handshake, and the contexts that go with them. */
// Not the thread's, of which JMH would make another one for a state that depends on it.
@State(Scope.Benchmark)
public class HandshakeState {
  /** Whose engines. */
  @Param({
    "RAW_JDK",
    "RAW_CONSCRYPT",
    "RAW_TCNATIVE",
    "JSSE",
    "OPENSSL",
    "WOLFSSL_BUILTIN",
    "WOLFSSL_LIBCRYPTO"
  })
  public EngineKind kind = EngineKind.RAW_JDK;

  /** The only version, by JSSE's name. */
  @Param({"TLSv1.3", "TLSv1.2"})
  public String version = "";

  /** Whether each handshake resumes the session of the one before. */
  @Param({"false", "true"})
  public boolean resumed;

  /** Whether the client shows a certificate. */
  @Param({"false", "true"})
  public boolean mutual;

  /** The kind of key of the certificates. */
  @Param({"EC_P256", "RSA_2048", "ED25519"})
  public KeyKind key = KeyKind.EC_P256;

  /** The group of the key exchange. */
  @Param({"X25519", "P256"})
  public Group group = Group.X25519;

  private @Nullable Connector connector;

  /** For JMH. */
  public HandshakeState() {}

  /** Makes the contexts and checks the terms; for resumed handshakes also the first session. */
  @Setup
  public void setUp() throws Exception {
    Terms terms = Terms.ofHandshake(version, group, key, mutual);
    Able.require(kind, Able.ofHandshake(kind, terms, resumed));
    connector = Connector.open(kind, terms, resumed);
  }

  /** Gives the contexts back. */
  @TearDown
  public void tearDown() {
    if (connector != null) {
      connector.close();
    }
  }

  final Connector connector() {
    Connector opened = connector;
    if (opened == null) {
      throw new IllegalStateException("not set up");
    }
    return opened;
  }
}
