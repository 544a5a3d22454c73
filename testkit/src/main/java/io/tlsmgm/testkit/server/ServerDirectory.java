package io.tlsmgm.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory that belongs to whoever the server runs as. Servers of databases refuse to run as
 * root, so for root that is {@code nobody}.
 */
final class ServerDirectory implements AutoCloseable {
  static final String CERTIFICATE = "server.pem";
  static final String KEY = "server.key";
  static final String CA = "ca.pem";

  private static final String UNPRIVILEGED = "nobody";

  private final Path path;
  private final Optional<UserPrincipal> owner;

  private ServerDirectory(Path path, Optional<UserPrincipal> owner) {
    this.path = path;
    this.owner = owner;
  }

  /** A new one among the temporary files. */
  static ServerDirectory create(String name) {
    try {
      Path path = Files.createTempDirectory("tlsmgm-" + name + "-");
      Optional<UserPrincipal> owner =
          isRoot()
              ? Optional.of(
                  path.getFileSystem()
                      .getUserPrincipalLookupService()
                      .lookupPrincipalByName(UNPRIVILEGED))
              : Optional.empty();
      ServerDirectory directory = new ServerDirectory(path, owner);
      directory.handOver(path);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a directory for " + name, e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /** The command run as the owner. */
  List<String> asOwner(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (owner.isPresent()) {
      whole.addAll(
          List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=nogroup", "--clear-groups", "--"));
    }
    whole.addAll(command);
    return whole;
  }

  /** Writes a file that only the owner can read. */
  Path write(String name, byte[] content) {
    Path file = file(name);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, content);
      handOver(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A copy that only the owner can read. */
  Path copy(String name, Path source) {
    try {
      return write(name, Files.readAllBytes(source));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source, e);
    }
  }

  /** Puts a copy in the place of a file that is there, in one step. */
  Path replace(String name, Path source) {
    Path next = copy(name + ".next", source);
    try {
      return Files.move(next, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace " + file(name), e);
    }
  }

  /** A new directory in it that only the owner can enter. */
  Path directory(String name) {
    Path made = file(name);
    try {
      Files.createDirectory(
          made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      handOver(made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + made, e);
    }
  }

  /** Copies of a server's TLS in the files that {@link #renew} replaces. */
  void install(ServerTls tls) {
    copy(CERTIFICATE, tls.certificate());
    copy(KEY, tls.key());
    copy(CA, tls.ca());
  }

  /** Replaces what {@link #install} has put there. */
  void renew(ServerTls tls) {
    replace(CERTIFICATE, tls.certificate());
    replace(KEY, tls.key());
    replace(CA, tls.ca());
  }

  private void handOver(Path file) throws IOException {
    if (owner.isPresent()) {
      Files.setOwner(file, owner.get());
    }
  }

  /** Removes it with everything in it. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            // A server that has just ended may still have removed files of its own.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path directory, @org.jspecify.annotations.Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
