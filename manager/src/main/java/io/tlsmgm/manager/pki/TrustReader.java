package io.tlsmgm.manager.pki;

import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ca_list} and {@code ca_dir}. */
final class TrustReader {
  /** Its additions may take trust away, and so must not be skipped over. */
  static final String TRUSTED_FORMAT =
      " is in OpenSSL's trusted format, which is not supported; convert it with openssl x509 -in"
          + " FILE -clrtrust -out FILE";

  private static final Pattern HASHED = Pattern.compile("([0-9a-f]{8})\\.([0-9]{1,9})");

  private TrustReader() {}

  /** Every certificate of a text; anything else in it is skipped. */
  static Parsed<List<CertificateView>> list(String text) {
    List<PemBlock> blocks;
    try {
      blocks = PemText.blocks(text);
    } catch (PemException e) {
      return Parsed.failed(e);
    }
    Parsed.Findings findings = new Parsed.Findings();
    List<CertificateView> certificates = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.type().equals("TRUSTED CERTIFICATE")) {
        findings.error(block.where() + TRUSTED_FORMAT);
      } else if (block.isCrl()) {
        findings.warning(block.where() + " is a revocation list; those are read from crl_dir only");
      } else if (block.isCertificate()) {
        certificate(block, certificates, findings);
      }
    }
    Parsed<List<CertificateView>> parsed = findings.result(List.copyOf(certificates));
    return parsed.value().isPresent() && certificates.isEmpty()
        ? Parsed.failed(KeyReader.missing(text, blocks, "certificate", ""))
        : parsed;
  }

  private static void certificate(
      PemBlock block, List<CertificateView> certificates, Parsed.Findings findings) {
    try {
      X509Certificate certificate = Certificates.certificate(block);
      certificates.add(CertificateView.of(certificate));
    } catch (PemException e) {
      findings.error(String.valueOf(e.getMessage()));
    } catch (CertificateException e) {
      findings.error(block.where() + ": " + LogText.escape(String.valueOf(e.getMessage())));
    }
  }

  /**
   * The certificates of a hashed directory that OpenSSL would find: files {@code hhhhhhhh.N} with
   * the hash of the subject, N counting from 0 without a gap. All are read at once: a handshake
   * then waits for no disk, and a load has the directory as it was at one time.
   */
  static Parsed<List<CertificateView>> directory(FileView files, Path directory) {
    Parsed.Findings findings = new Parsed.Findings();
    List<CertificateView> certificates = new ArrayList<>();
    try {
      Map<String, Map<Long, Path>> hashes = hashes(files, directory);
      for (Map.Entry<String, Map<Long, Path>> hash : hashes.entrySet()) {
        long next = 0;
        for (Map.Entry<Long, Path> file : hash.getValue().entrySet()) {
          if (file.getKey() != next++) {
            findings.warning(
                file.getValue().getFileName() + " is not looked at: numbers before it are missing");
            break;
          }
          file(files, file.getValue(), hash.getKey(), certificates, findings);
        }
      }
      if (hashes.isEmpty()) {
        findings.warning("has no file named by subject hash; make them with openssl rehash");
      }
    } catch (PemException e) {
      findings.error(String.valueOf(e.getMessage()));
    }
    return findings.result(List.copyOf(certificates));
  }

  /** Whether a file of this name in a hashed directory is looked at. */
  static boolean isHashed(String name) {
    return HASHED.matcher(name).matches();
  }

  private static Map<String, Map<Long, Path>> hashes(FileView files, Path directory)
      throws PemException {
    Map<String, Map<Long, Path>> hashes = new TreeMap<>();
    for (Path path : files.entries(directory)) {
      Matcher name = HASHED.matcher(path.getFileName().toString());
      if (name.matches()) {
        hashes
            .computeIfAbsent(name.group(1), h -> new TreeMap<>())
            .put(Long.parseLong(name.group(2)), path);
      }
    }
    return hashes;
  }

  /** What cannot be used of a directory is only trusted less: a warning. */
  private static void file(
      FileView files,
      Path path,
      String hash,
      List<CertificateView> certificates,
      Parsed.Findings findings) {
    String name = LogText.escape(path.getFileName().toString());
    Parsed<List<CertificateView>> parsed;
    try {
      parsed = list(MaterialFiles.text(files.bytes(path)));
    } catch (PemException e) {
      parsed = Parsed.failed(e);
    }
    for (Parsed.Finding finding : parsed.findings()) {
      findings.warning(name + " " + finding.text() + (finding.error() ? "; not trusted" : ""));
    }
    if (parsed.value().isEmpty()) {
      return;
    }
    boolean found = false;
    for (CertificateView certificate : parsed.value().get()) {
      if (certificate.subject().openSslHash().equals(hash)) {
        certificates.add(certificate);
        found = true;
      }
    }
    if (!found) {
      findings.warning(
          name + " has no certificate of that hash and is never found; run openssl rehash");
    }
  }
}
