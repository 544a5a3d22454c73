package io.tlsmgm.cli;

import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The client domain of {@code connect} when there is no configuration to take it from. */
final class ClientOptions {
  /** Where distributions keep the CAs that they trust, hashed for OpenSSL. */
  private static final Path SYSTEM_CA_DIR = Path.of("/etc/ssl/certs");

  /** The same in one file, for systems that do not hash. */
  private static final List<Path> CA_FILES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description = "CAs to trust, PEM; without --ca-file and --ca-dir those of the system.")
  private Optional<Path> caFile = Optional.empty();

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description = "CAs to trust, a directory hashed as OpenSSL does it.")
  private Optional<Path> caDir = Optional.empty();

  @Option(
      names = "--crl-dir",
      paramLabel = "DIR",
      description = "Revocation lists; the server's certificate needs one then.")
  private Optional<Path> crlDir = Optional.empty();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate chain to present, PEM, leaf first.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Its private key, PEM; without it the key is in the file of --cert.")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--no-verify",
      description = "Go on when the server's certificate cannot be verified; --vars tells.")
  private boolean noVerify;

  @Option(
      names = "--tls-method",
      paramLabel = "RANGE",
      description = "Protocol versions, such as TLSv1_2, TLSv1_2-TLSv1_3 or TLSv1_3-.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--ciphers",
      paramLabel = "LIST",
      description = "Cipher suites, an OpenSSL cipher string.")
  private Optional<String> ciphers = Optional.empty();

  @Option(
      names = "--curves",
      paramLabel = "LIST",
      description = "Key exchange groups, such as X25519:P-256.")
  private Optional<String> curves = Optional.empty();

  /** Whether {@code option} is one of these, which a configuration file would contradict. */
  static boolean declares(OptionSpec option) {
    return option.userObject() instanceof Field field
        && field.getDeclaringClass() == ClientOptions.class;
  }

  /** The domain, which matches every destination. */
  TlsDomain domain() throws CommandFailedException {
    TlsDomainBuilder domain =
        TlsDomainBuilder.client("command-line")
            .definedAt(TlsDomain.Source.SCRIPT, "command line")
            .verifyCert(!noVerify);
    if (method.isPresent()) {
      try {
        domain.method(method.get());
      } catch (IllegalArgumentException e) {
        throw new CommandFailedException("--tls-method " + e.getMessage());
      }
    }
    ciphers.ifPresent(domain::ciphersList);
    curves.ifPresent(domain::ecCurve);
    crlDir.ifPresent(domain::crlDir);
    if (certificate.isPresent()) {
      domain.key(certificate.get(), key.orElse(certificate.get()));
    } else if (key.isPresent()) {
      throw new CommandFailedException("--key needs --cert, the certificate that goes with it");
    }
    trust(domain);
    return domain.build();
  }

  private void trust(TlsDomainBuilder domain) throws CommandFailedException {
    caFile.ifPresent(domain::caList);
    caDir.ifPresent(domain::caDir);
    if (caFile.isPresent() || caDir.isPresent()) {
      return;
    }
    Optional<Path> bundle = CA_FILES.stream().filter(Files::isReadable).findFirst();
    if (isHashed(SYSTEM_CA_DIR)) {
      domain.caDir(SYSTEM_CA_DIR);
    } else if (bundle.isPresent()) {
      domain.caList(bundle.get());
    } else if (!noVerify) {
      throw new CommandFailedException(
          "no CA certificates were found on this system; name some with --ca-file or --ca-dir, or"
              + " say --no-verify");
    }
  }

  private static boolean isHashed(Path directory) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "????????.[0-9]*")) {
      return entries.iterator().hasNext();
    } catch (IOException e) {
      return false; // not there, or not to be read: the bundle is the next choice
    }
  }
}
