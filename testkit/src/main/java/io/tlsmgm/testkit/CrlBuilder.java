package io.tlsmgm.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/** A revocation list in the making. Not thread-safe. */
public final class CrlBuilder {
  private final List<BigInteger> revoked = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private final KeyKind kind;
  private X500Name issuer;
  private PrivateKey key;
  private Instant thisUpdate = Instant.now().minus(1, ChronoUnit.DAYS);

  /** An hour from a whole number of days: the days left do not depend on the second of a test. */
  private @Nullable Instant nextUpdate =
      thisUpdate.plus(61, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS);

  CrlBuilder(TestCa ca) {
    this.kind = ca.kind();
    this.key = ca.privateKey();
    this.issuer = X500Name.getInstance(LeafBuilder.encodedSubject(ca.certificate()));
  }

  /** Lists these certificates, by their serial numbers. */
  public CrlBuilder revoke(X509Certificate... certificates) {
    for (X509Certificate certificate : certificates) {
      revoked.add(certificate.getSerialNumber());
    }
    return this;
  }

  /** When the list was made; yesterday when not set. */
  public CrlBuilder thisUpdate(Instant time) {
    this.thisUpdate = time;
    return this;
  }

  /** When the next list comes and this one has expired; null leaves the field out. */
  public CrlBuilder nextUpdate(@Nullable Instant time) {
    this.nextUpdate = time;
    return this;
  }

  /** Signs with this key instead of the authority's: a bad signature. */
  public CrlBuilder signedBy(PrivateKey other) {
    this.key = other;
    return this;
  }

  /** Another name as its issuer, in the order written. */
  public CrlBuilder issuer(String dn) {
    this.issuer = new X500Name(dn);
    return this;
  }

  /** Adds an extension to the list. */
  public CrlBuilder extension(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      extensions.add(Extension.create(oid, critical, value));
    } catch (IOException e) {
      throw new IllegalArgumentException("not encodable: " + oid, e);
    }
    return this;
  }

  /** The signed list. */
  public X509CRL build() {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(thisUpdate));
    if (nextUpdate != null) {
      builder.setNextUpdate(Date.from(nextUpdate));
    }
    for (BigInteger serial : revoked) {
      builder.addCRLEntry(serial, Date.from(thisUpdate), CRLReason.keyCompromise);
    }
    try {
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      byte[] encoded =
          builder.build(Signatures.signer(key, Signatures.usual(key, kind))).getEncoded();
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the list of " + issuer, e);
    }
  }

  /** {@link #build()} as PEM. */
  public String pem() {
    return Pems.crl(build());
  }
}
