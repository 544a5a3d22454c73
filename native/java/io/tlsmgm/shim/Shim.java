package io.tlsmgm.shim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shared libraries of the native part, out of the jar. */
public final class Shim implements AutoCloseable {
  private static final String MAIN = "libtlsmgm-wolfssl";
  private static final String INTERPOSE = "libtlsmgm-wolfssl-interpose";

  private final Path directory;

  private Shim(Path directory) {
    this.directory = directory;
  }

  /** This machine as the jar names it, such as {@code linux-x86-64} or {@code darwin-aarch64}. */
  public static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "darwin" : os.replace(' ', '-'))
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86-64";
          case "arm64", "aarch64" -> "aarch64";
          default -> arch;
        };
  }

  /** Whether the jar has a native part for this machine. */
  public static boolean exists() {
    return Shim.class.getResource(platform() + "/" + fileName(MAIN)) != null;
  }

  private static String fileName(String library) {
    return library + (platform().startsWith("darwin") ? ".dylib" : ".so");
  }

  /**
   * Copies the libraries into a directory that nobody else can write to.
   *
   * @return empty when the jar has none for this machine
   * @throws IOException when they cannot be written
   */
  public static Optional<Shim> extract() throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    Shim shim = new Shim(Files.createTempDirectory("tlsmgm-"));
    for (String library : List.of(MAIN, INTERPOSE)) {
      try (InputStream in = Shim.class.getResourceAsStream(platform() + "/" + fileName(library))) {
        if (in != null) {
          Files.copy(in, shim.directory.resolve(fileName(library)));
        }
      }
    }
    return Optional.of(shim);
  }

  /** To be given to {@code System.load}. */
  public Path file() {
    return directory.resolve(fileName(MAIN));
  }

  /** What is to be opened before libwolfssl; empty when {@code file} has none beside it. */
  public static Optional<Path> interpose(Path file) {
    return Optional.of(file.resolveSibling(fileName(INTERPOSE))).filter(Files::exists);
  }

  /** Deletes the copies; a process that has loaded them keeps them. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve(fileName(INTERPOSE)));
    Files.deleteIfExists(file());
    Files.deleteIfExists(directory);
  }
}
