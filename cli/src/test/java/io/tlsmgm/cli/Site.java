package io.tlsmgm.cli;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Certificates and a configuration with three sockets in a directory: one whose domains differ in
 * everything a server name can choose, one that demands client certificates and looks at a CRL, and
 * one that only asks for them.
 */
final class Site {
  static final String KEY_PASSWORD = "not a secret";

  private final Path directory;
  private final List<Integer> ports;
  private final TestCa ca = TestCa.create("Test CA", KeyKind.RSA_2048);
  private final TestCa otherCa = TestCa.create("Other CA");

  private Site(Path directory) {
    this.directory = directory;
    this.ports = freePorts(3);
  }

  static Site create(Path directory) {
    Site site = new Site(directory);
    try {
      site.writeCertificates();
      site.write("opensips.cfg", site.script());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return site;
  }

  /** The port where the server name chooses among domains without client certificates. */
  int names() {
    return ports.get(0);
  }

  /** The port with verify_cert=1, require_cert=1 and a CRL. */
  int strict() {
    return ports.get(1);
  }

  /** The port with verify_cert=1 and require_cert=0. */
  int lenient() {
    return ports.get(2);
  }

  String config() {
    return file("opensips.cfg");
  }

  String file(String name) {
    return directory.resolve(name).toString();
  }

  TestCa ca() {
    return ca;
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ports that nobody listens on at the moment. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeCertificates() throws IOException {
    Files.createDirectories(directory.resolve("crl"));
    write("ca.pem", ca.pem());
    write("other-ca.pem", otherCa.pem());
    issue("atlanta", ca.leaf("atlanta.com").dns("atlanta.com").keyKind(KeyKind.RSA_2048).issue());
    issue("biloxi", ca.leaf("biloxi.com").dns("biloxi.com").issue());
    issue("wild", ca.leaf("wild").dns("*.example.org").issue());
    issue("generic", ca.leaf("generic").dns("localhost").ip("127.0.0.1").issue());
    issue("client", ca.leaf("alice").email("alice@atlanta.com").clientAuth().issue());
    issue("expired", ca.leaf("expired").expired().issue());
    issue("stranger", otherCa.leaf("stranger").issue());
    Issued revoked = ca.leaf("revoked").issue();
    issue("revoked", revoked);
    write("crl/ca.crl", ca.crl().revoke(revoked.leaf()).pem());
    Issued encrypted = ca.leaf("encrypted").issue();
    issue("encrypted", encrypted);
    write("encrypted.key", encrypted.keyPemEncrypted(KEY_PASSWORD.toCharArray()));
  }

  private void issue(String name, Issued issued) throws IOException {
    Path key = directory.resolve(name + ".key");
    Files.createFile(key, asFileAttribute(fromString("rw-------")));
    issued.write(directory.resolve(name + ".pem"), key);
  }

  private String script() {
    return String.join(
        "\n",
        "# The test's own.",
        "socket=tls:127.0.0.1:" + names(),
        "socket=tls:127.0.0.1:" + strict(),
        "listen=tls:127.0.0.1:" + lenient(),
        "loadmodule \"tls_mgm.so\"",
        server("atlanta", names(), "atlanta.com", "atlanta"),
        param("tls_method", "[atlanta]TLSv1_2"),
        param("ciphers_list", "[atlanta]ECDHE-RSA-AES256-GCM-SHA384"),
        param("verify_cert", "[atlanta]0"),
        server("biloxi", names(), "biloxi.com", "biloxi"),
        param("tls_method", "[biloxi]TLSv1_3"),
        param("verify_cert", "[biloxi]0"),
        server("wild", names(), "*.example.org", "wild"),
        param("tls_method", "[wild]TLSv1_2-TLSv1_3"),
        param("verify_cert", "[wild]0"),
        server("generic", names(), "none", "generic"),
        param("verify_cert", "[generic]0"),
        server("strict", strict(), "*", "generic"),
        param("ca_list", "[strict]ca.pem"),
        param("crl_dir", "[strict]crl"),
        server("lenient", lenient(), "*", "generic"),
        param("ca_list", "[lenient]ca.pem"),
        param("require_cert", "[lenient]0"),
        param("client_domain", "known"),
        param("match_sip_domain", "[known]atlanta.com, biloxi.com"),
        param("certificate", "[known]client.pem"),
        param("private_key", "[known]client.key"),
        param("ca_list", "[known]ca.pem"),
        param("client_domain", "mistrusting"),
        param("match_sip_domain", "[mistrusting]*"),
        param("certificate", "[mistrusting]client.pem"),
        param("private_key", "[mistrusting]client.key"),
        param("ca_list", "[mistrusting]other-ca.pem"),
        "route { exit; }",
        "");
  }

  private static String server(String domain, int port, String sipDomain, String files) {
    return String.join(
        "\n",
        param("server_domain", domain),
        param("match_ip_address", "[" + domain + "]127.0.0.1:" + port),
        param("match_sip_domain", "[" + domain + "]" + sipDomain),
        param("certificate", "[" + domain + "]" + files + ".pem"),
        param("private_key", "[" + domain + "]" + files + ".key"));
  }

  static String param(String name, String value) {
    return "modparam(\"tls_mgm\", \"" + name + "\", \"" + value + "\")";
  }
}
