package io.tlsmgm.testkit;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate authority for tests: issues leaves, further authorities and revocation lists within
 * milliseconds. What it gives out are objects of the JDK's own providers.
 */
public final class TestCa {
  private final KeyPair keyPair;
  private final KeyKind kind;
  private final List<X509Certificate> chain;

  /**
   * @param chain the authority's certificate first, up to the root
   */
  TestCa(KeyPair keyPair, KeyKind kind, List<X509Certificate> chain) {
    this.keyPair = keyPair;
    this.kind = kind;
    this.chain = List.copyOf(chain);
  }

  /** A self-signed root with an EC P-256 key, valid from yesterday for ten years. */
  public static TestCa create(String commonName) {
    return create(commonName, KeyKind.EC_P256);
  }

  /** A self-signed root with a key of this kind, valid from yesterday for ten years. */
  public static TestCa create(String commonName, KeyKind kind) {
    return builder(commonName, kind).issueCa();
  }

  /** The builder of a self-signed root, for roots that are out of the ordinary. */
  public static LeafBuilder builder(String commonName, KeyKind kind) {
    return new LeafBuilder(null, commonName).asCa(-1).keyKind(kind).selfSigned();
  }

  /** An authority below this one, with a key of the same kind. */
  public TestCa intermediate(String commonName) {
    return intermediateBuilder(commonName).issueCa();
  }

  /** The builder of an authority below this one, for those that are out of the ordinary. */
  public LeafBuilder intermediateBuilder(String commonName) {
    return new LeafBuilder(this, commonName).asCa(-1).keyKind(kind);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** {@link #certificate()} as PEM. */
  public String pem() {
    return Pems.certificates(List.of(certificate()));
  }

  /** The authority's certificate first, then those above it, the root last. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The key it signs with. */
  public PrivateKey privateKey() {
    return keyPair.getPrivate();
  }

  /** The key pair, for another certificate of the same key (a cross-signed authority). */
  public KeyPair keyPair() {
    return keyPair;
  }

  /** What {@link LeafBuilder} makes of it is signed by this authority. */
  public LeafBuilder leaf(String commonName) {
    return new LeafBuilder(this, commonName);
  }

  /** A revocation list of this authority, empty and valid from yesterday for two months. */
  public CrlBuilder crl() {
    return new CrlBuilder(this);
  }

  KeyKind kind() {
    return kind;
  }

  /** Its certificates without the self-signed root, which no peer needs to send. */
  List<X509Certificate> chainToSend() {
    X509Certificate last = chain.get(chain.size() - 1);
    boolean rooted = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
    return rooted ? chain.subList(0, chain.size() - 1) : chain;
  }

  /** Names the authority, never its key. */
  @Override
  public String toString() {
    BigInteger serial = certificate().getSerialNumber();
    return "TestCa[" + certificate().getSubjectX500Principal() + ", serial " + serial + "]";
  }
}
