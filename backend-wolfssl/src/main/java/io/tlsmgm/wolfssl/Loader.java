package io.tlsmgm.wolfssl;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.shim.Shim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds libwolfssl and the native part, in an order that gives the best cause when one is missing.
 */
final class Loader {
  private static final String PACKAGE = "libwolfssl35 on Debian 12, wolfssl elsewhere";

  /** RTLD_LAZY, and RTLD_LOCAL, which is 0 on Linux. */
  private static final int OPEN_LAZY_AND_LOCAL = Platform.isMac() ? 1 | 4 : 1;

  private Loader() {}

  /**
   * What came of it.
   *
   * @param status for the operator
   * @param libcrypto whether the system's libcrypto does what it can
   * @param speed measured, or empty numbers when the library does not run
   */
  record State(LibraryStatus status, boolean libcrypto, Speed speed) {}

  private static State unavailable(String origin, String cause) {
    return new State(LibraryStatus.unavailable(origin, cause), false, new Speed(0, 0, false));
  }

  // Whatever goes wrong in foreign native code is the answer here.
  @SuppressWarnings("CatchingUnchecked")
  static State load() {
    try {
      return present();
    } catch (LinkageError | Exception e) {
      return unavailable("", "wolfSSL does not start: " + e);
    }
  }

  private static State present() throws IOException {
    String asked = System.getProperty(WolfSslLibrary.LIBRARY, "");
    String file;
    try {
      file = find(asked);
    } catch (UnsatisfiedLinkError e) {
      return unavailable(asked, missing(asked, e));
    }
    String own = System.getProperty(WolfSslLibrary.SHIM, "");
    if (own.isEmpty() && !Shim.exists()) {
      return unavailable(
          file,
          "this build of tlsmgm has no native part for "
              + Shim.platform()
              + "; build it there with a C compiler, cmake and the headers of wolfSSL"
              + " (libwolfssl-dev)");
    }
    Optional<String> error = own.isEmpty() ? loadShim(file) : loadShim(file, own);
    return error.isPresent() ? unavailable(file, error.get()) : withCrypto(Native.file());
  }

  /**
   * The file of libwolfssl, found as the system's linker would and tried out by JNA, and closed:
   * the native part opens it in its own way.
   */
  private static String find(String asked) {
    // Of these options, and so not an instance that others in the process have.
    Map<String, Object> options = Map.of(Library.OPTION_OPEN_FLAGS, OPEN_LAZY_AND_LOCAL);
    try (NativeLibrary library =
        NativeLibrary.getInstance(asked.isEmpty() ? "wolfssl" : asked, options)) {
      Function version = library.getFunction("wolfSSL_lib_version");
      version.invokeString(new Object[0], false);
      return library.getFile().getPath();
    }
  }

  private static String missing(String asked, UnsatisfiedLinkError e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (!asked.isEmpty()) {
      return "-D"
          + WolfSslLibrary.LIBRARY
          + "="
          + asked
          + (Files.exists(Path.of(asked))
              ? " is no libwolfssl for " + Shim.platform() + ": " + reason
              : " does not exist");
    }
    return "libwolfssl was not found; install it ("
        + PACKAGE
        + ") or give its path with -D"
        + WolfSslLibrary.LIBRARY
        + ": "
        + reason;
  }

  /** Empty when it is loaded, or else why it is not. */
  private static Optional<String> loadShim(String libwolfssl) throws IOException {
    try (Shim shim = Shim.extract().orElseThrow()) {
      System.load(shim.file().toString());
      return loadWolfSsl(libwolfssl, shim.file());
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(
          "the native part for "
              + Shim.platform()
              + " cannot be loaded: "
              + e.getMessage()
              + (usesMusl() ? "; it is built for glibc, and this system has musl" : ""));
    }
  }

  private static Optional<String> loadShim(String libwolfssl, String path) {
    try {
      Path shim = Path.of(path).toAbsolutePath();
      System.load(shim.toString());
      return loadWolfSsl(libwolfssl, shim);
    } catch (UnsatisfiedLinkError e) {
      return Optional.of(
          "-D"
              + WolfSslLibrary.SHIM
              + "="
              + path
              + " is no native part of tlsmgm for "
              + Shim.platform()
              + ": "
              + e.getMessage());
    }
  }

  private static Optional<String> loadWolfSsl(String libwolfssl, Path shim) {
    // With wolfSSL's own algorithms there is nothing to put in front of it.
    String interpose =
        System.getProperty(WolfSslLibrary.CRYPTO, "auto").equals("builtin")
            ? null
            : Shim.interpose(shim).map(Path::toString).orElse(null);
    return Optional.ofNullable(Native.load(libwolfssl, interpose))
        .map(error -> "libwolfssl " + libwolfssl + " cannot be used: " + error);
  }

  /** Alpine's C library has its loader there; glibc's is not. */
  private static boolean usesMusl() {
    try (Stream<Path> files = Files.list(Path.of("/lib"))) {
      return files.anyMatch(f -> String.valueOf(f.getFileName()).startsWith("ld-musl-"));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static State withCrypto(String file) {
    String crypto = System.getProperty(WolfSslLibrary.CRYPTO, "auto");
    Speed builtin = Speed.measure(false);
    boolean libcrypto = false;
    Speed speed = builtin;
    @Nullable String reason = null;
    switch (crypto) {
      case "builtin" -> reason = "set to builtin";
      case "libcrypto" -> {
        reason = Native.loadCrypto(null);
        if (reason != null) {
          return unavailable(
              file, "-D" + WolfSslLibrary.CRYPTO + "=libcrypto is not possible: " + reason);
        }
        libcrypto = true;
      }
      case "auto" -> {
        if (builtin.hardwareAes()) {
          reason = "this libwolfssl uses the CPU's AES instructions";
        } else {
          reason = Native.loadCrypto(null);
          libcrypto = reason == null;
        }
      }
      default -> {
        return unavailable(
            file,
            "-D"
                + WolfSslLibrary.CRYPTO
                + "="
                + crypto
                + " is not known; it may be auto, builtin or libcrypto");
      }
    }
    if (libcrypto) {
      speed = Speed.measure(true);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("crypto", libcrypto ? "libcrypto: " + Native.cryptoVersion() : "builtin");
    if (reason != null) {
      facts.put("crypto-reason", reason);
    }
    if (libcrypto) {
      facts.put("libcrypto-does", Native.cryptoAlgorithms());
    }
    facts.put("aes-instructions", builtin.hardwareAes() ? "used by libwolfssl" : "not used");
    facts.put("cpu-aes", cpuHasAes());
    facts.put("aes-128-gcm", speed.aesMegabytes() + " MB/s");
    facts.put("chacha20-poly1305", speed.chachaMegabytes() + " MB/s");
    return new State(
        LibraryStatus.available("wolfSSL " + Native.version(), file, facts), libcrypto, speed);
  }

  /** As Linux lists it; elsewhere it is not asked. */
  private static String cpuHasAes() {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    try {
      return Files.readAllLines(cpuinfo).stream()
              .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
              .anyMatch(line -> (line + " ").contains(" aes "))
          ? "yes"
          : "no";
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
