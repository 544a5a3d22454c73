package io.tlsmgm.clients;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A domain as PEM files in a directory that only this user can enter (0700), each readable by this
 * user only (0600). Close it when the client has read them.
 */
public final class PemFiles implements AutoCloseable {
  private final DomainFiles owner;
  private final Path directory;
  private final PemContents contents;
  private final AtomicBoolean closed = new AtomicBoolean();

  PemFiles(DomainFiles owner, Path directory, PemContents contents) {
    this.owner = owner;
    this.directory = directory;
    this.contents = contents;
  }

  /** The directory that the files are in. */
  public Path directory() {
    return directory;
  }

  /** The certificate chain, leaf first; empty for a domain without. */
  public Optional<Path> certificate() {
    return contents.certificate().map(text -> directory.resolve(PemContents.CERTIFICATE));
  }

  /** The private key, PKCS#8, not encrypted; empty for a domain without. */
  public Optional<Path> privateKey() {
    return contents.privateKey().map(text -> directory.resolve(PemContents.PRIVATE_KEY));
  }

  /** The CAs of {@code ca_list} and {@code ca_dir} in one file; empty without any. */
  public Optional<Path> ca() {
    return contents.ca().map(text -> directory.resolve(PemContents.CA));
  }

  /** The revocation lists in one file; empty without any. */
  public Optional<Path> crl() {
    return contents.crl().map(text -> directory.resolve(PemContents.CRL));
  }

  /** Says that the files are not needed any more. Closing twice does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      owner.release();
    }
  }

  /** The directory. */
  @Override
  public String toString() {
    return "PemFiles[" + directory + "]";
  }
}
