package io.tlsmgm.benchmarks.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code tlsmgm serve --www} from the class path of this program, with one TLS library. */
record TlsmgmServer(Child child, int port) implements TestedServer {
  /** Newer JDKs warn about native libraries and Unsafe unless told that they are wanted. */
  private static final int QUIET_OPTIONS_SINCE = 24;

  /** Collects garbage first. */
  private static final String HISTOGRAM = "GC.class_histogram";

  private static final Pattern TOTAL =
      Pattern.compile("^Total +[0-9]+ +([0-9]+)", Pattern.MULTILINE);

  static TlsmgmServer start(String library, Site site, Cpus cpus, List<String> jvmOptions) {
    int port = Child.freePort();
    Path script =
        site.write(
            library + "-" + port + ".cfg",
            "socket=tls:127.0.0.1:" + port,
            "loadmodule \"tls_mgm.so\"",
            "modparam(\"tls_mgm\", \"server_domain\", \"bench\")",
            param("match_ip_address", "127.0.0.1:" + port),
            param("match_sip_domain", "*"),
            param("certificate", site.certificate().toString()),
            param("private_key", site.key().toString()),
            param("verify_cert", "0"),
            param("require_cert", "0"),
            param("tls_method", "TLSv1_2-TLSv1_3"),
            param("ciphers_list", Terms.SUITE_12),
            param("ec_curve", Terms.GROUP));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm(library));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "io.tlsmgm.cli.Main"));
    command.addAll(List.of("serve", script.toString(), "--library", library, "--www"));
    command.addAll(List.of("--threads", Integer.toString(cpus.serverCount())));
    return new TlsmgmServer(
        Child.start("tlsmgm-" + library, site, cpus.server(), port, command, Map.of()), port);
  }

  private static String param(String name, String value) {
    return "modparam(\"tls_mgm\", \"" + name + "\", \"[bench]" + value + "\")";
  }

  /** The server has a working directory of its own. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The options of the command's own start script, and the group for those that need a hint. */
  private static List<String> jvm(String library) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xshare:auto"));
    // Or what is dead, but not moved over yet, counts as alive in the histogram.
    options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("-XX:MarkSweepAlwaysCompactCount=1");
    if (Runtime.version().feature() >= QUIET_OPTIONS_SINCE) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (library.equals("jsse")) {
      // Before Java 20 nothing else chooses; the curve of the certificate has to be on the list.
      options.add("-Djdk.tls.namedGroups=x25519,secp256r1");
    }
    return options;
  }

  static String software() {
    return "tlsmgm serve --www on Java " + Runtime.version();
  }

  static String settings(String library, Cpus cpus, List<String> jvmOptions) {
    List<String> options = new ArrayList<>(jvm(library));
    options.addAll(jvmOptions);
    return String.join(" ", options)
        + "; heap sizes as the JVM chooses; --threads "
        + cpus.serverCount()
        + ", as many for handshake tasks if the library has any; bodies from memory";
  }

  @Override
  public OptionalLong liveHeapBytes() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty(); // a runtime without the tools of a JDK
    }
    String pid = Long.toString(child.pid());
    Matcher total = TOTAL.matcher(Programs.output(List.of(jcmd.toString(), pid, HISTOGRAM)));
    if (!total.find()) {
      throw new ComparisonException("jcmd " + pid + " " + HISTOGRAM + " tells no total");
    }
    return OptionalLong.of(Long.parseLong(total.group(1)));
  }

  @Override
  public List<Long> processes() {
    return List.of(child.pid());
  }

  @Override
  public String lastOutput() {
    return child.lastOutput();
  }

  @Override
  public void close() {
    child.close();
  }
}
