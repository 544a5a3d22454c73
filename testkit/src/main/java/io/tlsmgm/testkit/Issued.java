package io.tlsmgm.testkit;

import io.tlsmgm.api.KeyEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its key.
 *
 * @param privateKey the leaf's key
 * @param chain the leaf, then the intermediates, without the root
 */
public record Issued(PrivateKey privateKey, List<X509Certificate> chain) {
  /** Copies the chain. */
  public Issued {
    chain = List.copyOf(chain);
  }

  /** The certificate itself. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** What a context takes. */
  public KeyEntry entry() {
    return new KeyEntry(privateKey, chain);
  }

  /** The chain as PEM, leaf first. */
  public String certPem() {
    return Pems.certificates(chain);
  }

  /** The key as PEM, PKCS#8. */
  public String keyPem() {
    return Pems.key(privateKey);
  }

  /** The key as PEM in PKCS#1 (RSA) or SEC1 (EC); PKCS#8 for the kinds that know no other. */
  public String keyPemPkcs1OrSec1() {
    return Pems.traditionalKey(privateKey);
  }

  /** The key as PEM, PKCS#8 encrypted with PBES2 and AES-256. */
  public String keyPemEncrypted(char[] password) {
    return Pems.encryptedKey(privateKey, password);
  }

  /** Writes chain and key as PEM; the key is readable by its owner only. */
  public void write(Path certFile, Path keyFile) {
    try {
      Files.writeString(certFile, certPem());
      if (!Files.exists(keyFile)
          && FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            keyFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(keyFile, keyPem());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + certFile + " and " + keyFile, e);
    }
  }

  /** Names the leaf, never the key. */
  @Override
  public String toString() {
    return "Issued[" + leaf().getSubjectX500Principal() + "]";
  }
}
