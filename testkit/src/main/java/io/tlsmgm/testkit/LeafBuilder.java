package io.tlsmgm.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * One certificate in the making. Unless told otherwise: an EC P-256 key, subject {@code CN=name},
 * valid from yesterday for a year, good for clients and servers, no alternative names, and an SHA-2
 * signature by its authority. Not thread-safe.
 */
public final class LeafBuilder {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final @Nullable TestCa issuer;
  private final List<GeneralName> names = new ArrayList<>();
  private final Set<KeyPurposeId> purposes = new LinkedHashSet<>();
  private final List<Extension> extensions = new ArrayList<>();
  private X500Name subject;
  private KeyKind kind = KeyKind.EC_P256;
  private BigInteger serial = new BigInteger(120, RANDOM).setBit(120);
  private Instant from = Instant.now().minus(1, ChronoUnit.DAYS);

  /** An hour from a whole number of days: the days left do not depend on the second of a test. */
  private Instant to = from.plus(366, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS);

  private boolean eku = true;
  private boolean selfSigned;
  private boolean ca;
  private boolean keyIdentifiers = true;
  private int pathLength = -1;
  private @Nullable Integer keyUsage;
  private @Nullable KeyPair keyPair;
  private @Nullable PrivateKey signingKey;
  private @Nullable String signature;

  LeafBuilder(@Nullable TestCa issuer, String commonName) {
    this.issuer = issuer;
    this.subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  /** The kind of its key. */
  public LeafBuilder keyKind(KeyKind value) {
    this.kind = value;
    return this;
  }

  /** A certificate for this key instead of one of its own. */
  public LeafBuilder keyPair(KeyPair value) {
    this.keyPair = value;
    return this;
  }

  /** Adds {@code dNSName} alternative names. */
  public LeafBuilder dns(String... values) {
    return names(GeneralName.dNSName, values);
  }

  /** Adds {@code iPAddress} alternative names, IPv4 or IPv6 in text. */
  public LeafBuilder ip(String... values) {
    return names(GeneralName.iPAddress, values);
  }

  /** Adds {@code rfc822Name} alternative names. */
  public LeafBuilder email(String... values) {
    return names(GeneralName.rfc822Name, values);
  }

  /** Adds {@code uniformResourceIdentifier} alternative names. */
  public LeafBuilder uri(String... values) {
    return names(GeneralName.uniformResourceIdentifier, values);
  }

  private LeafBuilder names(int tag, String... values) {
    for (String value : values) {
      names.add(new GeneralName(tag, value));
    }
    return this;
  }

  /** The time it is valid, seconds precise. */
  public LeafBuilder validity(Instant notBefore, Instant notAfter) {
    this.from = notBefore;
    this.to = notAfter;
    return this;
  }

  /** Valid until yesterday. */
  public LeafBuilder expired() {
    Instant now = Instant.now();
    return validity(now.minus(30, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS));
  }

  /** Valid from tomorrow. */
  public LeafBuilder notYetValid() {
    Instant now = Instant.now();
    return validity(now.plus(1, ChronoUnit.DAYS), now.plus(30, ChronoUnit.DAYS));
  }

  /** The serial number; random when not set. */
  public LeafBuilder serial(BigInteger value) {
    this.serial = value;
    return this;
  }

  /** The whole subject, in the order written, such as {@code C=AT,O=enum.at,CN=sip.enum.at}. */
  public LeafBuilder subject(String dn) {
    return subject(new X500Name(dn));
  }

  /** The whole subject, for encodings that text does not give. */
  public LeafBuilder subject(X500Name name) {
    this.subject = name;
    return this;
  }

  /** Good for servers; also for clients only if {@link #clientAuth()} is called too. */
  public LeafBuilder serverAuth() {
    return purpose(KeyPurposeId.id_kp_serverAuth);
  }

  /** Good for clients; also for servers only if {@link #serverAuth()} is called too. */
  public LeafBuilder clientAuth() {
    return purpose(KeyPurposeId.id_kp_clientAuth);
  }

  /** Adds an extended key usage. */
  public LeafBuilder purpose(KeyPurposeId value) {
    this.eku = true;
    purposes.add(value);
    return this;
  }

  /** Without extended key usage, which is good for everything. */
  public LeafBuilder noEku() {
    this.eku = false;
    return this;
  }

  /** Signed by its own key, with its own name as issuer. */
  public LeafBuilder selfSigned() {
    this.selfSigned = true;
    return this;
  }

  /**
   * An authority: basic constraints, key usage to sign certificates and lists, no extended key
   * usage, ten years.
   *
   * @param pathLength how many intermediates may follow, -1 for no limit
   */
  public LeafBuilder asCa(int pathLength) {
    this.ca = true;
    this.eku = false;
    this.pathLength = pathLength;
    this.to = from.plus(3650, ChronoUnit.DAYS);
    return this;
  }

  /** Leaves out basic constraints and the authority's key usage. */
  public LeafBuilder notCa() {
    this.ca = false;
    return this;
  }

  /** The bits of {@link KeyUsage}; 0 leaves the extension out. */
  public LeafBuilder keyUsage(int bits) {
    this.keyUsage = bits;
    return this;
  }

  /** Leaves out the subject's and the authority's key identifier. */
  public LeafBuilder noKeyIdentifiers() {
    this.keyIdentifiers = false;
    return this;
  }

  /** Adds an extension. */
  public LeafBuilder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(Extension.create(oid, critical, value));
    } catch (IOException e) {
      throw new IllegalArgumentException("not encodable: " + oid, e);
    }
    return this;
  }

  /** Signs with this key instead of the issuer's: a bad signature. */
  public LeafBuilder signedBy(PrivateKey key) {
    this.signingKey = key;
    return this;
  }

  /** A JCA signature algorithm, such as {@code SHA1withRSA}, instead of the issuer's usual. */
  public LeafBuilder signature(String algorithm) {
    this.signature = algorithm;
    return this;
  }

  /** The certificate with its key, and the intermediates up to but without the root. */
  public Issued issue() {
    KeyPair keys = keys(TestKeys::forLeaf);
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate(keys));
    if (!selfSigned && issuer != null) {
      chain.addAll(issuer.chainToSend());
    }
    return new Issued(keys.getPrivate(), chain);
  }

  /** An authority of the certificate, of which {@link #asCa} is meant to be called. */
  public TestCa issueCa() {
    // Two authorities never share a key: one could then sign for the other.
    KeyPair keys = keys(TestKeys::fresh);
    List<X509Certificate> chain = new ArrayList<>();
    chain.add(certificate(keys));
    if (!selfSigned && issuer != null) {
      chain.addAll(issuer.chain());
    }
    return new TestCa(keys, kind, chain);
  }

  private KeyPair keys(java.util.function.Function<KeyKind, KeyPair> maker) {
    return keyPair != null ? keyPair : maker.apply(kind);
  }

  private X509Certificate certificate(KeyPair keys) {
    TestCa above = selfSigned ? null : issuer;
    SubjectPublicKeyInfo publicKey =
        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    X500Name issuerName =
        above == null ? subject : X500Name.getInstance(encodedSubject(above.certificate()));
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuerName, serial, Date.from(from), Date.from(to), subject, publicKey);
    try {
      if (keyIdentifiers) {
        X509ExtensionUtils utils = new JcaX509ExtensionUtils();
        SubjectPublicKeyInfo signer =
            above == null
                ? publicKey
                : SubjectPublicKeyInfo.getInstance(above.certificate().getPublicKey().getEncoded());
        builder.addExtension(
            Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(publicKey));
        builder.addExtension(
            Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(signer));
      }
      addUsage(builder);
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      byte[] encoded = builder.build(signer(keys, above)).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate of " + subject, e);
    }
  }

  private void addUsage(X509v3CertificateBuilder builder) throws IOException {
    if (ca) {
      builder.addExtension(
          Extension.basicConstraints,
          true,
          pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength));
    }
    int bits =
        keyUsage != null ? keyUsage : ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : leafUsage();
    if (bits != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
    }
    if (eku) {
      KeyPurposeId[] ids =
          purposes.isEmpty()
              ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
              : purposes.toArray(new KeyPurposeId[0]);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(ids));
    }
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
  }

  private int leafUsage() {
    boolean rsa = kind == KeyKind.RSA_2048 || kind == KeyKind.RSA_3072;
    return KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0);
  }

  private ContentSigner signer(KeyPair keys, @Nullable TestCa above)
      throws OperatorCreationException {
    PrivateKey key =
        signingKey != null ? signingKey : above == null ? keys.getPrivate() : above.privateKey();
    String algorithm =
        signature != null ? signature : Signatures.usual(key, above == null ? kind : above.kind());
    return Signatures.signer(key, algorithm);
  }

  static byte[] encodedSubject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getEncoded();
  }
}
