package io.tlsmgm.clients;

import io.tlsmgm.manager.ManagedDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A domain as PEM text, RFC 7468; each empty when the domain has nothing of the kind.
 *
 * @param certificate the certificate chain, leaf first
 * @param privateKey PKCS#8, not encrypted
 * @param ca the CAs of {@code ca_list} and {@code ca_dir}
 * @param crl the revocation lists
 */
public record PemContents(
    Optional<String> certificate,
    Optional<String> privateKey,
    Optional<String> ca,
    Optional<String> crl) {
  static final String CERTIFICATE = "cert.pem";
  static final String PRIVATE_KEY = "key.pem";
  static final String CA = "ca.pem";
  static final String CRL = "crl.pem";
  static final List<String> NAMES = List.of(CERTIFICATE, PRIVATE_KEY, CA, CRL);

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What {@code domain} has, of either role. */
  public static PemContents of(ManagedDomain domain) {
    return new PemContents(
        domain.key().map(key -> Pem.certificates(key.chain())),
        domain.key().map(key -> Pem.key(key.privateKey())),
        Optional.of(Pem.certificates(domain.verifier().trusted())).filter(text -> !text.isEmpty()),
        domain.verifier().revocationLists().map(Pem::lists).filter(text -> !text.isEmpty()));
  }

  /**
   * Where the files are.
   *
   * @param certificate the chain
   * @param privateKey the key
   * @param ca the CAs
   * @param crl the revocation lists
   */
  public record Paths(
      Optional<Path> certificate,
      Optional<Path> privateKey,
      Optional<Path> ca,
      Optional<Path> crl) {}

  /**
   * Writes what there is as {@code cert.pem}, {@code key.pem}, {@code ca.pem} and {@code crl.pem},
   * each readable by this user only (0600) and in the place of an older one in one step; an older
   * one of which there is nothing any more is removed.
   *
   * @param directory exists
   */
  public Paths write(Path directory) throws IOException {
    return new Paths(
        write(directory.resolve(CERTIFICATE), certificate),
        write(directory.resolve(PRIVATE_KEY), privateKey),
        write(directory.resolve(CA), ca),
        write(directory.resolve(CRL), crl));
  }

  private static Optional<Path> write(Path file, Optional<String> text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(file);
      return Optional.empty();
    }
    // Created private: at no time can anyone else open it.
    Path next =
        Files.createTempFile(file.toAbsolutePath().getParent(), ".tlsmgm-", "", PRIVATE_FILE);
    try {
      Files.writeString(next, text.get());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(file);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Nothing of them. */
  @Override
  public String toString() {
    return "PemContents[]";
  }
}
