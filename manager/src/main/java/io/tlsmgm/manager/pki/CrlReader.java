package io.tlsmgm.manager.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code crl_dir}: every list of every regular file, PEM or DER. Files without a list are
 * skipped. Fails closed: a directory that cannot be read, has no list, or has a damaged one is an
 * error (the C module logs that and checks no revocation).
 */
final class CrlReader {
  private CrlReader() {}

  static Parsed<List<CrlView>> directory(FileView files, Path directory, Instant now) {
    Parsed.Findings findings = new Parsed.Findings();
    List<CrlView> lists = new ArrayList<>();
    Set<X509CRL> known = new HashSet<>();
    try {
      for (Path path : files.entries(directory)) {
        if (Files.isRegularFile(path)) {
          file(files, path, now, known, lists, findings);
        }
      }
    } catch (PemException e) {
      findings.error(String.valueOf(e.getMessage()));
      return findings.result(null);
    }
    if (lists.isEmpty()) {
      findings.error(
          "has no revocation list, PEM or DER: every peer would be refused; remove crl_dir to check"
              + " no revocation");
    }
    return findings.result(List.copyOf(lists));
  }

  private static void file(
      FileView files,
      Path path,
      Instant now,
      Set<X509CRL> known,
      List<CrlView> lists,
      Parsed.Findings findings) {
    String name = LogText.escape(path.getFileName().toString());
    try {
      List<CrlView> found = lists(files.bytes(path));
      if (found.isEmpty()) {
        findings.warning(name + " has no revocation list and is skipped");
      }
      for (CrlView list : found) {
        if (!list.nextUpdate().isAfter(now)) {
          findings.warning(
              name
                  + ": the list of "
                  + list.name()
                  + " expired on "
                  + CertificateText.time(list.nextUpdate())
                  + ": certificates of this issuer are refused");
        }
      }
      // openssl rehash puts a second name on each file.
      found.stream().filter(list -> known.add(list.crl())).forEach(lists::add);
    } catch (PemException e) {
      findings.error(name + " " + e.getMessage());
    } catch (CRLException e) {
      findings.error(name + ": " + LogText.escape(String.valueOf(e.getMessage())));
    }
  }

  /** The lists of a file; none when it is something else. */
  static List<CrlView> lists(byte[] bytes) throws PemException, CRLException {
    List<CrlView> found = new ArrayList<>();
    String text = MaterialFiles.text(bytes);
    if (text.contains("-----BEGIN ")) {
      if (text.contains("-----BEGIN X509 CRL-----")) {
        for (PemBlock block : PemText.blocks(text)) {
          if (block.isCrl()) {
            found.add(CrlView.of(Certificates.crl(block)));
          }
        }
      }
      return found;
    }
    long length = Der.length(bytes);
    if (length > bytes.length && (bytes[1] & 0x80) != 0) {
      throw new PemException("is cut off: it has " + bytes.length + " of " + length + " bytes");
    }
    if (length == bytes.length && !Certificates.isCertificate(bytes)) {
      found.add(CrlView.of(Certificates.crl(bytes)));
    }
    return found;
  }
}
