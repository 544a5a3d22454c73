package io.tlsmgm.benchmarks.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The nginx of Debian's package {@code nginx-light}: with TLS, or plain as someone's backend. */
record NginxServer(Child child, int port) implements TestedServer {
  static final String SETTINGS =
      "worker_processes = CPUs, ssl_session_tickets on, no session cache, no access log, bodies"
          + " from memory";

  /** A parameter of nginx's configuration has no more than 4,096 characters. */
  private static final int PART = 1024;

  static NginxServer start(Site site, Cpus cpus) {
    return start(
        "nginx",
        site,
        cpus,
        " ssl",
        List.of(
            "ssl_certificate " + site.certificate() + ";",
            "ssl_certificate_key " + site.key() + ";",
            "ssl_protocols TLSv1.2 TLSv1.3;",
            "ssl_ciphers " + Terms.SUITE_12 + ";",
            "ssl_ecdh_curve " + Terms.GROUP + ";",
            "ssl_session_tickets on;"));
  }

  /** Without TLS. */
  static NginxServer backend(Site site, Cpus cpus) {
    return start("nginx-backend", site, cpus, "", List.of());
  }

  private static NginxServer start(
      String name, Site site, Cpus cpus, String listen, List<String> tls) {
    int port = Child.freePort();
    List<String> lines = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      lines.add("user root;"); // the files are in a directory that is nobody else's
    }
    lines.addAll(
        List.of(
            "daemon off;",
            "pid " + site.file(name + "-" + port + ".pid") + ";",
            "error_log stderr error;",
            "worker_processes " + cpus.serverCount() + ";",
            "worker_rlimit_nofile " + Limits.openFiles() + ";",
            "events { worker_connections 16384; }",
            "http {",
            "access_log off;",
            "default_type text/plain;",
            "keepalive_timeout 300s;",
            "keepalive_requests 1000000000;",
            "client_body_temp_path " + site.directory() + ";",
            "proxy_temp_path " + site.directory() + ";",
            "fastcgi_temp_path " + site.directory() + ";",
            "uwsgi_temp_path " + site.directory() + ";",
            "scgi_temp_path " + site.directory() + ";",
            "server {",
            "listen 127.0.0.1:" + port + listen + " backlog=1024;",
            "set $part " + "x".repeat(PART) + ";"));
    lines.addAll(tls);
    for (int size : Terms.BODIES) {
      String text = "$part".repeat(size / PART) + "x".repeat(size % PART);
      lines.add("location = " + Terms.path(size) + " { return 200 \"" + text + "\"; }");
    }
    lines.addAll(List.of("}", "}"));
    Path file = site.write(name + "-" + port + ".conf", lines.toArray(String[]::new));
    List<String> command =
        List.of(Programs.find("nginx"), "-p", site.directory().toString(), "-c", file.toString());
    return new NginxServer(Child.start(name, site, cpus.server(), port, command, Map.of()), port);
  }

  static String software() {
    return Programs.firstLine(List.of(Programs.find("nginx"), "-v"));
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
