package io.tlsmgm.manager.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads files and directories, and says in words why one cannot be read. */
final class MaterialFiles {
  /** More than any real file of certificates or lists has. */
  static final int MAX_BYTES = 16 << 20;

  private static final String TOO_LONG = "has more than " + (MAX_BYTES >> 20) + " MiB";

  private MaterialFiles() {}

  /** Text that came otherwise, unless it is as long as no file may be. */
  static Parsed<String> limited(String text) {
    return text.length() > MAX_BYTES ? Parsed.failed(TOO_LONG) : Parsed.of(text);
  }

  /**
   * The bytes of a regular file.
   *
   * @throws PemException when it cannot be read, is none, or has more than {@link #MAX_BYTES}
   */
  static byte[] bytes(Path path) throws PemException {
    try {
      if (Files.isDirectory(path)) {
        throw new PemException("is a directory, not a file");
      }
      // A pipe or a device would keep the load waiting, and give something else the next time.
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new PemException("is no regular file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new PemException(TOO_LONG);
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new PemException(why(e), e);
    }
  }

  /** Bytes as text: PEM is ASCII, and what stands around it does not matter. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * The entries of a directory, sorted by name.
   *
   * @throws PemException when it cannot be read
   */
  static List<Path> entries(Path directory) throws PemException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(directory)) {
      list.sorted().forEach(entries::add);
    } catch (IOException e) {
      throw new PemException(why(e), e);
    } catch (UncheckedIOException e) {
      throw new PemException(why(Objects.requireNonNull(e.getCause())), e);
    }
    return entries;
  }

  /** Whether anyone on the machine may read or write the file; false where that is not known. */
  static boolean openToOthers(Path path) {
    if (Files.isDirectory(path)) {
      // Not a key at all, which the reading tells.
      return false;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      // Not there any more, or no POSIX file system: the reading itself tells what matters.
      return false;
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "cannot be read: permission denied";
    }
    if (e instanceof NotDirectoryException) {
      return "is no directory";
    }
    return "cannot be read: " + LogText.escape(String.valueOf(e.getMessage()));
  }
}
