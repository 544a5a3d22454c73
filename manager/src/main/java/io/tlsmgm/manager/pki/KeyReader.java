package io.tlsmgm.manager.pki;

import io.tlsmgm.api.KeyEntry;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code certificate} and {@code private_key}, and checks that they go together. */
final class KeyReader {
  /** Shorter RSA keys are accepted, but peers may not. */
  private static final int RECOMMENDED_RSA = 2048;

  private KeyReader() {}

  /**
   * The certificates of a text, with the block each comes from.
   *
   * @param certificates in the order of the text
   * @param blocks the same
   */
  record Chain(List<X509Certificate> certificates, List<PemBlock> blocks) {}

  static Parsed<Chain> chain(String text) {
    List<PemBlock> blocks;
    try {
      blocks = PemText.blocks(text);
    } catch (PemException e) {
      return Parsed.failed(e);
    }
    Parsed.Findings findings = new Parsed.Findings();
    List<X509Certificate> certificates = new ArrayList<>();
    List<PemBlock> used = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.type().equals("TRUSTED CERTIFICATE")) {
        findings.error(block.where() + TrustReader.TRUSTED_FORMAT);
      } else if (block.isCertificate()) {
        try {
          certificates.add(Certificates.certificate(block));
          used.add(block);
        } catch (PemException e) {
          findings.error(String.valueOf(e.getMessage()));
        }
      }
    }
    Parsed<Chain> parsed = findings.result(new Chain(certificates, used));
    return parsed.value().isPresent() && certificates.isEmpty()
        ? Parsed.failed(missing(text, blocks, "certificate", "private_key"))
        : parsed;
  }

  /** What a text without the block that is needed has instead. */
  static String missing(String text, List<PemBlock> blocks, String needed, String other) {
    if (blocks.isEmpty()) {
      return PemText.whyNothing(text);
    }
    String found = blocks.stream().limit(5).map(PemBlock::where).collect(Collectors.joining(", "));
    boolean swapped = blocks.stream().anyMatch(b -> b.isPrivateKey() || b.isCertificate());
    return "has no "
        + needed
        + ", only "
        + found
        + (swapped && !other.isEmpty() ? "; are certificate and " + other + " swapped?" : "");
  }

  /** The block of the first private key; a warning when there are several. */
  static Parsed<PemBlock> keyBlock(String text) {
    try {
      List<PemBlock> blocks = PemText.blocks(text);
      List<PemBlock> keys = blocks.stream().filter(PemBlock::isPrivateKey).toList();
      if (keys.isEmpty()) {
        return Parsed.failed(missing(text, blocks, "private key", "private_key"));
      }
      Parsed.Findings findings = new Parsed.Findings();
      if (keys.size() > 1) {
        findings.warning(
            "has " + keys.size() + " private keys; the first is used, " + keys.get(0).where());
      }
      return findings.result(keys.get(0));
    } catch (PemException e) {
      return Parsed.failed(e);
    }
  }

  static Parsed<PrivateKey> key(PemBlock block, Optional<char[]> password) {
    try {
      byte[] content = block.content();
      if (EncryptedKeys.isEncrypted(block)) {
        if (password.isEmpty()) {
          return Parsed.failed(
              block.where()
                  + " is encrypted, and no password was given for the domain; give one, or decrypt"
                  + " the key with openssl pkey");
        }
        content = EncryptedKeys.decrypt(block, password.get());
      }
      return Parsed.of(PrivateKeys.decode(block, content));
    } catch (PemException e) {
      return Parsed.failed(e);
    }
  }

  /** Whether key and chain go together, and what a peer may object to. */
  static Parsed<KeyEntry> entry(PrivateKey key, Chain chain, Instant now) {
    Parsed.Findings findings = new Parsed.Findings();
    List<X509Certificate> certificates = chain.certificates();
    X509Certificate leaf = certificates.get(0);
    if (!KeyMatch.matches(key, leaf.getPublicKey())) {
      findings.error(mismatch(key, chain));
      return findings.result(null);
    }
    for (int i = 0; i < certificates.size(); i++) {
      X509Certificate certificate = certificates.get(i);
      String where = chain.blocks().get(i).where();
      validity(certificate, where, now, findings);
      if (i + 1 < certificates.size()
          && !certificate
              .getIssuerX500Principal()
              .equals(certificates.get(i + 1).getSubjectX500Principal())) {
        findings.warning(
            where
                + " is not issued by the next certificate, "
                + chain.blocks().get(i + 1).where()
                + "; peers may not find the way to the root");
      }
    }
    strength(leaf, chain.blocks().get(0).where(), findings);
    return findings.result(new KeyEntry(key, certificates));
  }

  private static void validity(
      X509Certificate certificate, String where, Instant now, Parsed.Findings findings) {
    if (!certificate.getNotAfter().toInstant().isAfter(now)) {
      findings.warning(
          where
              + ": "
              + name(certificate)
              + " expired on "
              + CertificateText.time(certificate.getNotAfter()));
    } else if (certificate.getNotBefore().toInstant().isAfter(now)) {
      findings.warning(
          where
              + ": "
              + name(certificate)
              + " is not valid before "
              + CertificateText.time(certificate.getNotBefore()));
    }
  }

  private static String name(X509Certificate certificate) {
    return DistinguishedNames.forLog(certificate.getSubjectX500Principal());
  }

  private static void strength(X509Certificate leaf, String where, Parsed.Findings findings) {
    if (leaf.getPublicKey() instanceof RSAKey rsa
        && rsa.getModulus().bitLength() < RECOMMENDED_RSA) {
      findings.warning(
          where
              + " has an RSA key of "
              + rsa.getModulus().bitLength()
              + " bits; many peers refuse less than "
              + RECOMMENDED_RSA);
    }
    boolean selfSigned = leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal());
    if (!selfSigned
        && (leaf.getSigAlgName().startsWith("SHA1") || leaf.getSigAlgName().startsWith("MD5"))) {
      findings.warning(
          where + " is signed with " + leaf.getSigAlgName() + ", which most peers refuse");
    }
  }

  private static String mismatch(PrivateKey key, Chain chain) {
    List<X509Certificate> certificates = chain.certificates();
    for (int i = 1; i < certificates.size(); i++) {
      if (KeyMatch.matches(key, certificates.get(i).getPublicKey())) {
        return "the certificate of the private key is "
            + chain.blocks().get(i).where()
            + " and must come first, before the intermediates; a root need not be there";
      }
    }
    X509Certificate leaf = certificates.get(0);
    return "the private key ("
        + key.getAlgorithm()
        + ") does not match the certificate "
        + name(leaf)
        + " ("
        + leaf.getPublicKey().getAlgorithm()
        + ", "
        + chain.blocks().get(0).where()
        + ")";
  }
}
