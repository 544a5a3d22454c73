package io.tlsmgm.benchmarks;

import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Domains for benchmarks, made of one authority that lives as long as the process. */
final class Domains {
  static final int PORT = 5061;
  static final TestCa CA = TestCa.create("tlsmgm benchmark CA");
  private static final Issued SERVER = CA.leaf("bench.example").dns("bench.example").issue();

  // Ten thousand domains have the same.
  private static final String CERTIFICATE = SERVER.certPem();
  private static final String KEY = SERVER.keyPem();

  private Domains() {}

  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server domain without client certificates. */
  static TlsDomain server(String name, String sipDomain, String method) {
    return TlsDomainBuilder.server(name)
        .matchAddress(loopback(), PORT)
        .matchSipDomain(sipDomain)
        .method(method)
        .verifyCert(false)
        .key(CERTIFICATE, KEY)
        .build();
  }

  /** A client domain that verifies against the authority. */
  static TlsDomain client(String name, String method) {
    return TlsDomainBuilder.client(name).method(method).caList(CA.pem()).build();
  }
}
