package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Certificates and keys that a run issues once for all the processes that it starts: to issue them
 * takes a process half a second, which is a third of what it takes to start. They are in a
 * directory among the temporary files that only its owner can read, and are removed with it.
 */
public final class IdentityFiles implements AutoCloseable {
  /** The system property by which a process is told the directory. */
  public static final String PROPERTY = "io.tlsmgm.benchmarks.identities";

  private static final List<KeyKind> KINDS =
      List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519);

  private final Path directory;

  /** Who stops the run leaves no keys behind either. */
  private final Thread atExit = new Thread(this::removeAtExit, "remove the benchmarks' keys");

  private IdentityFiles(Path directory) {
    this.directory = directory;
  }

  /** Issues a server's and a client's of each kind of key that a benchmark has. */
  public static IdentityFiles create() throws IOException {
    // Such a directory is its owner's alone, and so are the keys in it.
    IdentityFiles files = new IdentityFiles(Files.createTempDirectory("tlsmgm-bench-"));
    Runtime.getRuntime().addShutdownHook(files.atExit);
    try {
      TestCa authority = TestCa.create(Identities.AUTHORITY);
      for (KeyKind kind : KINDS) {
        Identities identities = Identities.issue(authority, kind);
        files.write("server", kind, identities.server());
        files.write("client", kind, identities.client());
      }
      return files;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      files.close();
      throw e instanceof IOException io ? io : new IOException("cannot issue: " + e, e);
    }
  }

  private void write(String whose, KeyKind kind, Issued issued)
      throws IOException, GeneralSecurityException {
    Files.write(file(directory, whose, kind, "cer"), issued.leaf().getEncoded());
    Files.write(file(directory, whose, kind, "key"), issued.privateKey().getEncoded());
  }

  private static Path file(Path directory, String whose, KeyKind kind, String what) {
    return directory.resolve(whose + "-" + kind + "." + what);
  }

  /** The argument for a JVM that is to use them. */
  public String jvmArgument() {
    return "-D" + PROPERTY + "=" + directory;
  }

  /** What this process was told; empty when it has to issue its own. */
  static Optional<Path> directory() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }

  static Issued read(Path directory, String whose, KeyKind kind)
      throws IOException, GeneralSecurityException {
    X509Certificate certificate;
    try (InputStream in = Files.newInputStream(file(directory, whose, kind, "cer"))) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    byte[] key = Files.readAllBytes(file(directory, whose, kind, "key"));
    return new Issued(
        KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(key)),
        List.of(certificate));
  }

  /** Removes them. */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException atExitAlready) {
      return; // which removes them
    }
    remove();
  }

  private void removeAtExit() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("cannot remove " + directory + ", which has keys: " + e);
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
