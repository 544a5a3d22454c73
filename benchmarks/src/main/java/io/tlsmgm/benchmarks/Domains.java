package io.tlsmgm.benchmarks;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Domains for benchmarks, made of one authority that lives as long as the process. */
final class Domains {
  static final int PORT = 5061;
  static final TestCa CA = TestCa.create("tlsmgm benchmark CA");
  private static final Issued SERVER = CA.leaf("bench.example").dns("bench.example").issue();

  private Domains() {}

  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server domain without client certificates. */
  static TlsDomain server(String name, AddressFilter address, String sipDomain, String method) {
    return domain(
        name,
        Role.SERVER,
        address,
        sipDomain,
        method,
        Optional.of(new Material.Inline(SERVER.certPem(), name)),
        Optional.of(new Material.Inline(SERVER.keyPem(), name)));
  }

  /** A client domain that verifies against the authority. */
  static TlsDomain client(String name, String method) {
    return domain(
        name, Role.CLIENT, AddressFilter.ANY, "*", method, Optional.empty(), Optional.empty());
  }

  private static TlsDomain domain(
      String name,
      Role role,
      AddressFilter address,
      String sipDomain,
      String method,
      Optional<Material> certificate,
      Optional<Material> key) {
    return new TlsDomain(
        name,
        role,
        TlsDomain.Source.SCRIPT,
        "benchmark",
        List.of(address),
        List.of(new SipDomainFilter(sipDomain)),
        TlsMethod.parse(method),
        role == Role.CLIENT,
        false,
        certificate,
        key,
        Optional.of(new Material.Inline(CA.pem(), name)),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(new TlsDomain.Setting("ECDHE-ECDSA-AES128-GCM-SHA256", "benchmark")),
        Optional.empty(),
        Optional.empty());
  }
}
