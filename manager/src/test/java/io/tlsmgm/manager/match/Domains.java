package io.tlsmgm.manager.match;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomain.Source;
import io.tlsmgm.api.domain.TlsMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes domains of which only the filters matter. */
final class Domains {
  static TlsDomain server(String name, String addresses, String sipDomains) {
    return domain(name, Role.SERVER, Source.SCRIPT, addresses, sipDomains);
  }

  static TlsDomain client(String name, String addresses, String sipDomains) {
    return domain(name, Role.CLIENT, Source.SCRIPT, addresses, sipDomains);
  }

  /** Filters are comma lists. */
  static TlsDomain domain(
      String name, Role role, Source source, String addresses, String sipDomains) {
    return domain(
        name,
        role,
        source,
        Arrays.stream(addresses.split(",")).map(AddressFilter::new).toList(),
        Arrays.stream(sipDomains.split(",")).map(SipDomainFilter::new).toList());
  }

  static TlsDomain domain(
      String name,
      Role role,
      Source source,
      List<AddressFilter> addresses,
      List<SipDomainFilter> sipDomains) {
    return new TlsDomain(
        name,
        role,
        source,
        "test.cfg:" + name,
        addresses,
        sipDomains,
        TlsMethod.SSLV23,
        "",
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Domains() {}
}
