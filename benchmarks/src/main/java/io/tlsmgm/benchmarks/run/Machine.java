package io.tlsmgm.benchmarks.run;

import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.benchmarks.report.Environment;
import io.tlsmgm.manager.LibrarySelector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this machine is, and what is installed on it, as far as results depend on it. */
final class Machine {
  /** Sections that have to be equal for all results of one directory. */
  static final List<String> FIXED = List.of("cpu", "java", "libraries", "native libraries");

  private static final String TERMS =
      "both ends in one process over memory, one thread; the same suite, group, certificate, trust"
          + " and buffers for all; the destination is never the source";

  private Machine() {}

  static Environment describe() throws InterruptedException {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    sections.put("run", run());
    sections.put("terms", Map.of("engines", TERMS));
    sections.put("os", os());
    sections.put("cpu", cpu());
    sections.put("java", java());
    sections.put("libraries", libraries());
    sections.put("native libraries", nativeLibraries());
    sections.put("programs", programs());
    return new Environment(sections);
  }

  /** For the head of a run. */
  static String head(Environment environment) {
    StringBuilder text = new StringBuilder();
    for (String section : List.of("run", "terms", "os", "cpu", "java", "libraries")) {
      environment
          .sections()
          .getOrDefault(section, Map.of())
          .forEach(
              (name, fact) ->
                  text.append(
                      String.format(Locale.ROOT, "%-22s %s%n", section + "." + name, fact)));
    }
    return text.toString();
  }

  private static Map<String, String> run() throws InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put(
        "revision",
        Commands.line("git", "describe", "--always", "--dirty", "--abbrev=12")
            .orElse("unknown: not in a git working tree"));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    facts.put("load", load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load));
    facts.put("jmh", org.openjdk.jmh.util.Version.getPlainVersion());
    return facts;
  }

  private static Map<String, String> os() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "name",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    Path release = Path.of("/etc/os-release");
    lines(release).stream()
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .findFirst()
        .ifPresent(
            line ->
                facts.put(
                    "distribution", line.substring("PRETTY_NAME=".length()).replace("\"", "")));
    return facts;
  }

  private static Map<String, String> cpu() {
    List<String> info = lines(Path.of("/proc/cpuinfo"));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model", CpuInfo.model(info));
    facts.put("cores", Runtime.getRuntime().availableProcessors() + " cores to this process");
    facts.put("crypto", CpuInfo.crypto(info));
    return facts;
  }

  private static Map<String, String> java() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", System.getProperty("java.runtime.version"));
    facts.put("vm", System.getProperty("java.vm.name"));
    facts.put("vendor", System.getProperty("java.vendor"));
    return facts;
  }

  private static Map<String, String> libraries() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (TlsLibrary library : LibrarySelector.installed().libraries()) {
      LibraryStatus status = library.probe();
      facts.put(
          library.name(),
          status
              .cause()
              .map(cause -> "not available: " + cause)
              .orElseGet(
                  () ->
                      status.version().isEmpty()
                          ? "does no TLS"
                          : status.version() + " from " + status.origin()));
      // Speeds that a library measures of itself are never twice the same.
      new TreeMap<>(status.facts())
          .forEach(
              (name, fact) -> {
                if (!fact.contains("MB/s")) {
                  facts.put(library.name() + " " + name, fact);
                }
              });
    }
    facts.put(
        "tcnative",
        io.netty.handler.ssl.OpenSsl.isAvailable()
            ? io.netty.handler.ssl.OpenSsl.versionString() + " from " + tcnative()
            : "not available: " + io.netty.handler.ssl.OpenSsl.unavailabilityCause());
    return facts;
  }

  /** The jar that has the native part for this machine. */
  private static String tcnative() {
    String arch = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
    URL resource =
        Machine.class
            .getClassLoader()
            .getResource("META-INF/native/libnetty_tcnative_linux_" + arch + ".so");
    return resource == null ? "the class path" : resource.getPath().replaceAll("^file:|!.*$", "");
  }

  private static Map<String, String> nativeLibraries() throws InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    List<String> cache = Commands.lines("ldconfig", "-p");
    for (String name : List.of("libwolfssl.so", "libssl.so.3", "libcrypto.so.3")) {
      facts.put(name, file(cache, name).orElse("not found"));
    }
    facts.put("openssl", Commands.line("openssl", "version").orElse("not installed"));
    return facts;
  }

  /** The file behind a name of the loader's cache. */
  private static Optional<String> file(List<String> cache, String name) {
    return cache.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(name) && line.contains("=> "))
        .map(line -> Path.of(line.substring(line.indexOf("=> ") + 3)))
        .findFirst()
        .map(
            path -> {
              try {
                return path.toRealPath().toString();
              } catch (IOException e) {
                return path + ", which cannot be read: " + e.getMessage();
              }
            });
  }

  private static Map<String, String> programs() throws InterruptedException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("nginx", Commands.line("nginx", "-v").orElse("not installed"));
    facts.put("haproxy", Commands.line("haproxy", "-v").orElse("not installed"));
    facts.put(
        "stunnel",
        Commands.lines("stunnel", "-version").stream()
            .filter(line -> line.startsWith("stunnel "))
            .findFirst()
            .orElse("not installed"));
    facts.put("h2load", Commands.line("h2load", "--version").orElse("not installed"));
    facts.put("wrk", Commands.line("wrk", "-v").orElse("not installed"));
    return facts;
  }

  /** None where the system has no such file. */
  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
