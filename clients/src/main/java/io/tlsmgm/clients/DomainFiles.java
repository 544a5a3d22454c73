package io.tlsmgm.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the PEM files of one generation of a domain when they are first asked for. */
final class DomainFiles {
  static final String CERTIFICATE = "cert.pem";
  static final String PRIVATE_KEY = "key.pem";
  static final String CA = "ca.pem";
  static final String CRL = "crl.pem";

  private static final Logger LOG = LoggerFactory.getLogger(DomainFiles.class);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What is on the disk, for the end of a process that closes nothing. */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> WRITTEN.forEach(DomainFiles::remove), "remove PEM files"));
  }

  /** The texts of the files that there are. */
  record Contents(
      Optional<String> certificate,
      Optional<String> privateKey,
      Optional<String> ca,
      Optional<String> crl) {
    static Contents of(ClientDomain domain) {
      return new Contents(
          domain.certificatePem(), domain.privateKeyPem(), domain.caPem(), domain.crlPem());
    }

    /** Nothing of them. */
    @Override
    public String toString() {
      return "Contents[]";
    }
  }

  private final ClientDomain domain;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Path directory;
  private int users;
  private boolean ended;

  DomainFiles(ClientDomain domain) {
    this.domain = domain;
  }

  PemFiles open() throws IOException {
    Contents contents = Contents.of(domain);
    lock.lock();
    try {
      if (ended) {
        throw new IOException(
            "TLS client domain " + domain.name() + " has been replaced; look it up again");
      }
      Path written = directory;
      if (written == null) {
        written = Files.createTempDirectory("tlsmgm-", PRIVATE_DIRECTORY);
        WRITTEN.add(written);
        directory = written;
        write(written, contents);
      }
      users++;
      return new PemFiles(this, written, contents);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes the files of a domain into a directory.
   *
   * @throws IOException when one of them cannot be written; a file that is there already is one
   */
  static void write(Path directory, Contents contents) throws IOException {
    write(directory.resolve(CERTIFICATE), contents.certificate());
    write(directory.resolve(PRIVATE_KEY), contents.privateKey());
    write(directory.resolve(CA), contents.ca());
    write(directory.resolve(CRL), contents.crl());
  }

  private static void write(Path file, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      // Created private: at no time can anyone else open it.
      Files.createFile(file, PRIVATE_FILE);
      Files.writeString(file, text.get());
    }
  }

  void release() {
    lock.lock();
    try {
      users--;
      removeIfUnused();
    } finally {
      lock.unlock();
    }
  }

  /** The generation has ended. */
  void end() {
    lock.lock();
    try {
      ended = true;
      removeIfUnused();
    } finally {
      lock.unlock();
    }
  }

  private void removeIfUnused() {
    Path written = directory;
    if (ended && users == 0 && written != null) {
      directory = null;
      WRITTEN.remove(written);
      remove(written);
    }
  }

  private static void remove(Path directory) {
    try {
      for (String name : new String[] {PRIVATE_KEY, CERTIFICATE, CA, CRL}) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.warn("cannot remove {}, which has a private key in it: {}", directory, e.toString());
    }
  }
}
