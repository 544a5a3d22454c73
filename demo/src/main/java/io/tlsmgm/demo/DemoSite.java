package io.tlsmgm.demo;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of the demonstration: a CA, certificates for atlanta.com, biloxi.com, a generic name, a
 * gateway and a revoked client, the CRL, and the configuration that uses them.
 */
final class DemoSite {
  private final Path directory;

  private DemoSite(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes everything anew; keys are readable by their owner only.
   *
   * @param directory made when it is not there; what else is in it stays
   * @param port where the configuration listens on 127.0.0.1
   * @throws IOException when a file cannot be written
   */
  static DemoSite write(Path directory, int port) throws IOException {
    DemoSite site = new DemoSite(directory);
    Files.createDirectories(directory.resolve("certs/crl"));
    TestCa ca = TestCa.create("Demo Root CA");
    Files.writeString(directory.resolve("certs/wellknownCAs"), ca.pem());
    site.issue(
        "atlanta.com",
        ca.leaf("atlanta.com").subject(name("atlanta.com")).dns("atlanta.com").issue());
    site.issue(
        "biloxi.com", ca.leaf("biloxi.com").subject(name("biloxi.com")).dns("biloxi.com").issue());
    site.issue(
        "generic", ca.leaf("sip.example.net").dns("sip.example.net").ip("127.0.0.1").issue());
    site.issue("gw", ca.leaf("gw.example.net").clientAuth().issue());
    Issued revoked = ca.leaf("revoked.example.net").clientAuth().issue();
    site.issue("revoked", revoked);
    Files.writeString(
        directory.resolve("certs/crl/demo.crl"), ca.crl().revoke(revoked.leaf()).pem());
    Files.writeString(site.script(), template().replace("@PORT@", Integer.toString(port)));
    return site;
  }

  /** The configuration. */
  Path script() {
    return directory.resolve("opensips.cfg");
  }

  private void issue(String folder, Issued issued) throws IOException {
    Path files = Files.createDirectories(directory.resolve("certs").resolve(folder));
    issued.write(files.resolve("cert.pem"), files.resolve("privkey.pem"));
  }

  private static String name(String host) {
    return "C=US,O=Demo of " + host + ",CN=" + host;
  }

  private static String template() throws IOException {
    try (InputStream in = DemoSite.class.getResourceAsStream("opensips.cfg")) {
      if (in == null) {
        throw new IOException("opensips.cfg is missing in the package of the demo");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
