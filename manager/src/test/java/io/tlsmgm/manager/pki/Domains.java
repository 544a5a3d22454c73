package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Domains with nothing but key material. */
final class Domains {
  private final Role role;
  private String name = "dom";
  private boolean verify = true;
  private boolean checkAll;
  private Optional<Material> certificate = Optional.empty();
  private Optional<Material> key = Optional.empty();
  private Optional<Material> caList = Optional.empty();
  private Optional<Material> dh = Optional.empty();
  private Optional<TlsDomain.Directory> caDir = Optional.empty();
  private Optional<TlsDomain.Directory> crlDir = Optional.empty();

  private Domains(Role role) {
    this.role = role;
  }

  static Domains server() {
    return new Domains(Role.SERVER);
  }

  static Domains client() {
    return new Domains(Role.CLIENT);
  }

  static Material file(Path path, int line) {
    return new Material.File(path, path.toString(), "opensips.cfg:" + line);
  }

  static Material inline(String pem) {
    return new Material.Inline(pem, "tls_mgm row 7");
  }

  Domains name(String value) {
    this.name = value;
    return this;
  }

  Domains noVerify() {
    this.verify = false;
    return this;
  }

  Domains key(Material certificateMaterial, Material keyMaterial) {
    this.certificate = Optional.of(certificateMaterial);
    this.key = Optional.of(keyMaterial);
    return this;
  }

  Domains certificateOnly(Material material) {
    this.certificate = Optional.of(material);
    return this;
  }

  Domains keyOnly(Material material) {
    this.key = Optional.of(material);
    return this;
  }

  Domains caList(Material material) {
    this.caList = Optional.of(material);
    return this;
  }

  Domains dh(Material material) {
    this.dh = Optional.of(material);
    return this;
  }

  Domains caDir(Path path) {
    this.caDir = Optional.of(new TlsDomain.Directory(path, path.toString(), "opensips.cfg:8"));
    return this;
  }

  Domains defaultCaDir(Path path) {
    this.caDir = Optional.of(new TlsDomain.Directory(path, path.toString(), ""));
    return this;
  }

  Domains crlDir(Path path, boolean all) {
    this.crlDir = Optional.of(new TlsDomain.Directory(path, path.toString(), "opensips.cfg:9"));
    this.checkAll = all;
    return this;
  }

  TlsDomain build() {
    return new TlsDomain(
        name,
        role,
        TlsDomain.Source.SCRIPT,
        "opensips.cfg:1",
        List.of(AddressFilter.ANY),
        List.of(SipDomainFilter.ANY),
        TlsMethod.SSLV23,
        "",
        verify,
        true,
        certificate,
        key,
        caList,
        caDir,
        crlDir,
        checkAll,
        Optional.empty(),
        dh,
        Optional.empty());
  }
}
