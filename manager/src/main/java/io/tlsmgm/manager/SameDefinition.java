package io.tlsmgm.manager;

import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.List;
import java.util.Optional;

/**
 * Compares definitions without parsing anything of them. Places do not count: a row that was
 * deleted and inserted again has another number and is the same domain.
 */
final class SameDefinition {
  private static final List<AddressFilter> NO_ADDRESSES = List.of(AddressFilter.ANY);
  private static final List<SipDomainFilter> NO_SIP_DOMAINS = List.of(SipDomainFilter.ANY);

  private SameDefinition() {}

  /** Whether both come to the same context, given that the files they name hold the same. */
  static boolean ofContext(TlsDomain a, TlsDomain b) {
    return a.equals(b) || contextOf(a).equals(contextOf(b));
  }

  /** Whether both are chosen for the same connections. */
  static boolean ofFilters(TlsDomain a, TlsDomain b) {
    return a.addresses().equals(b.addresses())
        && a.sipDomains().equals(b.sipDomains())
        && a.source() == b.source();
  }

  /** Written as one constructor call: a component that is new has to be thought of here. */
  private static TlsDomain contextOf(TlsDomain d) {
    return new TlsDomain(
        d.name(),
        d.role(),
        TlsDomain.Source.SCRIPT,
        "",
        NO_ADDRESSES,
        NO_SIP_DOMAINS,
        d.method(),
        "",
        d.verifyCert(),
        d.requireCert(),
        material(d.certificate()),
        material(d.privateKey()),
        material(d.caList()),
        directory(d.caDir()),
        directory(d.crlDir()),
        d.crlCheckAll(),
        setting(d.ciphersList()),
        material(d.dhParams()),
        setting(d.ecCurve()));
  }

  private static Optional<Material> material(Optional<Material> material) {
    return material.map(
        m ->
            m instanceof Material.File file
                ? new Material.File(file.path(), "", "")
                : new Material.Inline(((Material.Inline) m).pem(), ""));
  }

  /** A default directory may be missing and another one may not: that difference stays. */
  private static Optional<TlsDomain.Directory> directory(Optional<TlsDomain.Directory> directory) {
    return directory.map(
        d -> new TlsDomain.Directory(d.path(), "", d.location().isEmpty() ? "" : "set"));
  }

  private static Optional<TlsDomain.Setting> setting(Optional<TlsDomain.Setting> setting) {
    return setting.map(s -> new TlsDomain.Setting(s.value(), ""));
  }
}
