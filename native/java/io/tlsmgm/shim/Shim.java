package io.tlsmgm.shim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The shared library of the native part, out of the jar. */
public final class Shim implements AutoCloseable {
  private final Path directory;
  private final Path file;

  private Shim(Path directory, Path file) {
    this.directory = directory;
    this.file = file;
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
    return Shim.class.getResource(resource()) != null;
  }

  private static String resource() {
    String suffix = platform().startsWith("darwin") ? "dylib" : "so";
    return platform() + "/libtlsmgm-wolfssl." + suffix;
  }

  /**
   * Copies the library into a directory that nobody else can write to.
   *
   * @return empty when the jar has none for this machine
   * @throws IOException when it cannot be written
   */
  public static Optional<Shim> extract() throws IOException {
    try (InputStream in = Shim.class.getResourceAsStream(resource())) {
      if (in == null) {
        return Optional.empty();
      }
      Path directory = Files.createTempDirectory("tlsmgm-");
      Path file = directory.resolve(Path.of(resource()).getFileName());
      Files.copy(in, file);
      return Optional.of(new Shim(directory, file));
    }
  }

  /** To be given to {@code System.load}. */
  public Path file() {
    return file;
  }

  /** Deletes the copy; a process that has loaded it keeps it. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(directory);
  }
}
