package io.tlsmgm.manager.pki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories as one load sees them: each is read once, so that what is parsed is what
 * was compared with the load before. Safe for use by several threads.
 */
final class FileView {
  private final Map<Path, Content> contents = new ConcurrentHashMap<>();
  private final Map<Path, Listing> listings = new ConcurrentHashMap<>();
  private final Map<Key, byte[]> directories = new ConcurrentHashMap<>();

  /** A directory and whether only hashed names count. */
  private record Key(Path directory, boolean hashed) {}

  /** A file's bytes, or why there are none, and SHA-256 of the one or the other. */
  private static final class Content {
    final byte @Nullable [] bytes;
    final @Nullable PemException problem;
    final byte[] digest;

    Content(byte @Nullable [] bytes, @Nullable PemException problem, byte[] digest) {
      this.bytes = bytes;
      this.problem = problem;
      this.digest = digest;
    }
  }

  private record Listing(List<Path> entries, @Nullable PemException problem) {}

  /**
   * The bytes of a regular file.
   *
   * @throws PemException as {@link MaterialFiles#bytes}
   */
  byte[] bytes(Path path) throws PemException {
    Content content = content(path);
    if (content.bytes == null) {
      throw content.problem == null ? new PemException("cannot be read") : content.problem;
    }
    return content.bytes;
  }

  /**
   * The entries of a directory, sorted by name.
   *
   * @throws PemException when it is none, or cannot be read
   */
  List<Path> entries(Path directory) throws PemException {
    Listing listing = listings.computeIfAbsent(directory, FileView::list);
    if (listing.problem != null) {
      throw listing.problem;
    }
    return listing.entries;
  }

  /**
   * Adds a file to a digest: the same for the same bytes, or for the same reason not to have any.
   */
  void update(MessageDigest digest, Path path) {
    digest.update(content(path).digest);
  }

  /**
   * Adds names and contents of a directory's files to a digest.
   *
   * @param hashed only those that {@link TrustReader} looks at
   */
  void update(MessageDigest digest, Path directory, boolean hashed) {
    digest.update(directories.computeIfAbsent(new Key(directory, hashed), this::digest));
  }

  private byte[] digest(Key key) {
    MessageDigest digest = Trust.sha256();
    try {
      for (Path file : entries(key.directory)) {
        String name = file.getFileName().toString();
        if (!key.hashed || TrustReader.isHashed(name)) {
          text(digest, name);
          update(digest, file);
        }
      }
    } catch (PemException e) {
      text(digest, "problem " + e.getMessage());
    }
    return digest.digest();
  }

  private Content content(Path path) {
    return contents.computeIfAbsent(path, FileView::read);
  }

  private static Content read(Path path) {
    MessageDigest digest = Trust.sha256();
    try {
      byte[] bytes = MaterialFiles.bytes(path);
      return new Content(bytes, null, digest.digest(bytes));
    } catch (PemException e) {
      text(digest, "problem " + e.getMessage());
      return new Content(null, e, digest.digest());
    }
  }

  private static Listing list(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        throw new PemException(Files.exists(directory) ? "is no directory" : "does not exist");
      }
      return new Listing(MaterialFiles.entries(directory), null);
    } catch (PemException e) {
      return new Listing(List.of(), e);
    }
  }

  private static void text(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
