package io.tlsmgm.benchmarks.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The stunnel of Debian's package {@code stunnel4}. It answers nothing by itself: a plain nginx
 * does, on the same CPUs, so that stunnel pays for two processes and two connections.
 */
record StunnelServer(Child child, NginxServer backend, int port) implements TestedServer {
  static final String SETTINGS =
      "a thread for each connection; in front of a plain nginx on the same CPUs, whose time and"
          + " memory count too";

  static StunnelServer start(Site site, Cpus cpus) {
    NginxServer backend = NginxServer.backend(site, cpus);
    try {
      int port = Child.freePort();
      Path file =
          site.write(
              "stunnel-" + port + ".conf",
              "foreground = yes",
              "pid =",
              "syslog = no",
              "debug = 3",
              "[bench]",
              "accept = 127.0.0.1:" + port,
              "connect = 127.0.0.1:" + backend.port(),
              "cert = " + site.certificate(),
              "key = " + site.key(),
              "sslVersionMin = TLSv1.2",
              "sslVersionMax = TLSv1.3",
              "ciphers = " + Terms.SUITE_12,
              "curves = " + Terms.GROUP,
              "TIMEOUTidle = 300",
              "");
      List<String> command = List.of(Programs.find("stunnel"), file.toString());
      return new StunnelServer(
          Child.start("stunnel", site, cpus.server(), port, command, Map.of()), backend, port);
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  static String software() {
    String text = Programs.output(List.of(Programs.find("stunnel"), "-version"));
    return text.lines()
            .filter(line -> line.startsWith("stunnel "))
            .findFirst()
            .orElse("stunnel")
            .strip()
        + "; "
        + NginxServer.software();
  }

  @Override
  public List<Long> processes() {
    return List.of(child.pid(), backend.child().pid());
  }

  @Override
  public String lastOutput() {
    return child.lastOutput() + backend.lastOutput();
  }

  @Override
  public void close() {
    try {
      child.close();
    } finally {
      backend.close();
    }
  }
}
