package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.shim.Shim;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes in which wolfSSL cannot run: the answer is a reason and never a crash. */
class UnavailableTest {
  private static final String LIBRARY = "-D" + WolfSslLibrary.LIBRARY + "=";
  private static final String CRYPTO = "-D" + WolfSslLibrary.CRYPTO + "=";
  private static final String SHIM = "-D" + WolfSslLibrary.SHIM + "=";

  private final Path directory;

  UnavailableTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static List<String> run(String classPath, String... options)
      throws IOException, InterruptedException {
    return OwnProcess.run(PrintStatus.class, classPath, options);
  }

  private static String classPath() {
    return OwnProcess.classPath();
  }

  /** What the cause says, in both of the places where it is said. */
  private static String cause(List<String> said) {
    assertThat(said).hasSize(3);
    assertThat(said.get(0)).startsWith("false: ");
    assertThat(said.get(1)).isEqualTo("0 engines");
    String cause = said.get(0).substring("false: ".length());
    assertThat(said.get(2)).isEqualTo("tls_library wolfssl: " + cause);
    return cause;
  }

  @Test
  void runsHere() throws Exception {
    assertThat(run(classPath())).containsExactly("true: ", "0 engines");
  }

  @Test
  void missingFile() throws Exception {
    Path missing = directory.resolve("libwolfssl.so");
    assertThat(cause(run(classPath(), LIBRARY + missing)))
        .isEqualTo(LIBRARY + missing + " does not exist");
  }

  @Test
  void fileThatIsNoLibrary() throws Exception {
    Path text = Files.writeString(directory.resolve("libwolfssl.so"), "hello");
    assertThat(cause(run(classPath(), LIBRARY + text)))
        .startsWith(LIBRARY + text + " is no libwolfssl for " + Shim.platform());
  }

  @Test
  void pathThatIsNoPath() throws Exception {
    assertThat(cause(run(classPath(), LIBRARY + directory)))
        .startsWith(LIBRARY + directory + " is no libwolfssl for ");
  }

  @Test
  void anotherLibrary() throws Exception {
    Path zip = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    assertThat(cause(run(classPath(), LIBRARY + zip)))
        .startsWith(LIBRARY + zip + " is no libwolfssl for ")
        .contains("wolfSSL_lib_version");
  }

  @Test
  void unknownCrypto() throws Exception {
    assertThat(cause(run(classPath(), CRYPTO + "openssl")))
        .isEqualTo(CRYPTO + "openssl is not known; it may be auto, builtin or libcrypto");
  }

  @Test
  void everyKnownCrypto() throws Exception {
    for (String crypto : List.of("auto", "builtin", "libcrypto")) {
      assertThat(run(classPath(), CRYPTO + crypto)).containsExactly("true: ", "0 engines");
    }
  }

  /** The classes are there, the shared library is not: a jar that was built elsewhere. */
  @Test
  void noNativePart() throws Exception {
    Path source = Path.of(Shim.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(source)) {
      copyClasses(source);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(source)) {
        copyClasses(jar.getPath("/"));
      }
    }
    String without =
        Arrays.stream(classPath().split(File.pathSeparator))
            .map(entry -> Path.of(entry).equals(source) ? directory.toString() : entry)
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(cause(run(without)))
        .startsWith("this build of tlsmgm has no native part for " + Shim.platform())
        .contains("libwolfssl-dev");
  }

  private void copyClasses(Path root) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("io/tlsmgm/shim"));
    try (Stream<Path> files = Files.list(root.resolve("io/tlsmgm/shim"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, classes.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void wrongArchitecture() throws Exception {
    assertThat(cause(run(classPath(), "-Dos.arch=sparcv9"))).contains("sparcv9");
  }

  @Test
  void nativePartThatIsNone() throws Exception {
    Path text = Files.writeString(directory.resolve("libtlsmgm-wolfssl.so"), "hello");
    assertThat(cause(run(classPath(), SHIM + text)))
        .startsWith(SHIM + text + " is no native part of tlsmgm for " + Shim.platform());
  }
}
