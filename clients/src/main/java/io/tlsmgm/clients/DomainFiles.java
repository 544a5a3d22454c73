package io.tlsmgm.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the PEM files of one generation of a domain when they are first asked for. */
final class DomainFiles {
  private static final Logger LOG = LoggerFactory.getLogger(DomainFiles.class);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** What is on the disk, for the end of a process that closes nothing. */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> WRITTEN.forEach(DomainFiles::remove), "remove PEM files"));
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
    PemContents contents = PemContents.of(domain.managed());
    lock.lock();
    try {
      if (ended) {
        throw new IOException(
            "TLS client domain " + domain.name() + " has been replaced; look it up again");
      }
      Path written = directory;
      if (written == null) {
        written = write(contents);
        directory = written;
      }
      users++;
      return new PemFiles(this, written, contents);
    } finally {
      lock.unlock();
    }
  }

  /** All of it or nothing: whoever finds the directory finds every file in it. */
  private static Path write(PemContents contents) throws IOException {
    Path made = Files.createTempDirectory("tlsmgm-", PRIVATE_DIRECTORY);
    WRITTEN.add(made);
    boolean complete = false;
    try {
      contents.write(made);
      complete = true;
      return made;
    } finally {
      if (!complete) {
        WRITTEN.remove(made);
        remove(made);
      }
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
      for (String name : PemContents.NAMES) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      LOG.warn("cannot remove {}, which has a private key in it: {}", directory, e.toString());
    }
  }
}
