package io.tlsmgm.benchmarks.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The HAProxy of Debian's package, which answers by itself: there is no backend. */
record HaproxyServer(Child child, int port) implements TestedServer {
  static final String SETTINGS =
      "nbthread = CPUs, http-request return from memory without a backend, tune.bufsize 32768 (for"
          + " the larger body), tickets on, no log";

  static HaproxyServer start(Site site, Cpus cpus) {
    int port = Child.freePort();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "global",
                "  nbthread " + cpus.serverCount(),
                "  maxconn 8192",
                "  tune.bufsize 32768",
                "defaults",
                "  mode http",
                "  timeout client 300s",
                "  timeout server 300s",
                "  timeout connect 5s",
                "  timeout http-request 300s",
                "  timeout http-keep-alive 300s",
                "frontend bench",
                "  bind 127.0.0.1:"
                    + port
                    + " backlog 1024 ssl crt "
                    + site.file("both.pem")
                    + " ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3 ciphers "
                    + Terms.SUITE_12
                    + " curves "
                    + Terms.GROUP));
    for (int size : Terms.BODIES) {
      lines.add(
          "  http-request return status 200 content-type text/plain file "
              + site.body(size)
              + " if { path "
              + Terms.path(size)
              + " }");
    }
    Path file = site.write("haproxy-" + port + ".cfg", lines.toArray(String[]::new));
    List<String> command = List.of(Programs.find("haproxy"), "-db", "-f", file.toString());
    return new HaproxyServer(
        Child.start("haproxy", site, cpus.server(), port, command, Map.of()), port);
  }

  static String software() {
    return Programs.firstLine(List.of(Programs.find("haproxy"), "-v"));
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
