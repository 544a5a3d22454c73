package io.tlsmgm.conscrypt;

import io.tlsmgm.api.LibraryStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.conscrypt.Conscrypt;

/** Whether Conscrypt's jar and its native part are there, and what they are. */
final class ConscryptStatus {
  private static final String JAR = "org.conscrypt:conscrypt-openjdk-uber";

  private ConscryptStatus() {}

  // Whatever goes wrong in foreign static initialisers and native code is the answer here.
  @SuppressWarnings("CatchingUnchecked")
  static LibraryStatus ask() {
    try {
      return present();
    } catch (NoClassDefFoundError missing) {
      return LibraryStatus.unavailable(
          "", "Conscrypt is not on the class path or module path; add " + JAR);
    } catch (LinkageError | Exception e) {
      return LibraryStatus.unavailable("", "Conscrypt does not start: " + e);
    }
  }

  private static LibraryStatus present() {
    String origin = origin();
    try {
      Conscrypt.checkAvailability();
    } catch (LinkageError e) {
      return LibraryStatus.unavailable(origin, explain(e));
    }
    Conscrypt.Version version = Conscrypt.version();
    String number =
        version == null
            ? "of unknown version"
            : version.major() + "." + version.minor() + "." + version.patch();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("os", System.getProperty("os.name", ""));
    facts.put("arch", System.getProperty("os.arch", ""));
    facts.put("native", "BoringSSL, unpacked from the jar");
    facts.put("boringssl", boringSsl());
    facts.put("fips", Conscrypt.isBoringSslFIPSBuild() ? "yes" : "no");
    return LibraryStatus.available("BoringSSL (Conscrypt " + number + ")", origin, facts);
  }

  /** Why the native part did not load, as far as it can be told from outside. */
  private static String explain(LinkageError e) {
    String where = System.getProperty("os.name", "?") + " on " + System.getProperty("os.arch", "?");
    StringBuilder cause =
        new StringBuilder("the native part of Conscrypt does not load on ").append(where);
    if (usesMusl()) {
      cause.append(" with the C library musl; it is built for glibc (on Alpine add gcompat)");
    } else {
      cause.append("; ").append(JAR).append(" has one for Linux (glibc), macOS and Windows");
      cause.append(" on x86_64, and for Linux and macOS on aarch64");
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    return cause.append(": ").append(reason).toString();
  }

  /** musl's loader has its own name, {@code /lib/ld-musl-ARCH.so.1}; glibc's is not there. */
  private static boolean usesMusl() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return false;
    }
    try (Stream<Path> files = Files.list(Path.of("/lib"))) {
      boolean musl =
          files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("ld-musl-"));
      return musl && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static String origin() {
    CodeSource source = Conscrypt.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "";
    }
    try {
      return location.getProtocol().equals("file")
          ? Path.of(location.toURI()).toString()
          : location.toString();
    } catch (URISyntaxException notAPath) {
      return location.toString();
    }
  }

  /** The commit of BoringSSL that the jar's native part was built from. */
  private static String boringSsl() {
    Properties properties = new Properties();
    try (InputStream in = Conscrypt.class.getResourceAsStream("conscrypt.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException unreadable) {
      return "unknown";
    }
    return Optional.ofNullable(properties.getProperty("org.conscrypt.boringssl.version"))
        .orElse("unknown");
  }
}
