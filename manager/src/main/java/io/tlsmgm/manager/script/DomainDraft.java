package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomain.Directory;
import io.tlsmgm.api.domain.TlsDomain.Setting;
import io.tlsmgm.api.domain.TlsMethod;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A domain whose lines are being gathered. */
final class DomainDraft {
  private static final String DEFAULT_CA_DIR = "/etc/pki/CA/";

  private final String name;
  private final Role role;
  private Place place;
  private boolean implicit;

  final Set<AddressFilter> addresses = new LinkedHashSet<>();
  final Set<SipDomainFilter> sipDomains = new LinkedHashSet<>();
  TlsMethod method = TlsMethod.SSLV23;
  String methodLocation = "";
  boolean verifyCert = true;
  boolean requireCert = true;
  Optional<Material> certificate = Optional.empty();
  Optional<Material> privateKey = Optional.empty();
  Optional<Material> caList = Optional.empty();
  Optional<Directory> caDir = Optional.empty();
  Optional<Directory> crlDir = Optional.empty();
  boolean crlCheckAll;
  Optional<Setting> ciphersList = Optional.empty();
  Optional<Material> dhParams = Optional.empty();
  Optional<Setting> ecCurve = Optional.empty();

  /**
   * Starts a domain.
   *
   * @param implicit whether values without a name made it, and no definition
   */
  DomainDraft(String name, Role role, Place place, boolean implicit) {
    this.name = name;
    this.role = role;
    this.place = place;
    this.implicit = implicit;
  }

  String name() {
    return name;
  }

  Place place() {
    return place;
  }

  boolean isImplicit() {
    return implicit;
  }

  /** Makes an implicit domain one that is defined at {@code definition}. */
  void define(Place definition) {
    place = definition;
    implicit = false;
  }

  /**
   * The domain with its defaults.
   *
   * @param source what it is defined in
   * @param directory where the default certificate and key are
   */
  TlsDomain build(TlsDomain.Source source, Path directory) {
    boolean server = role == Role.SERVER;
    return new TlsDomain(
        name,
        role,
        source,
        place.location(),
        addresses.isEmpty() ? List.of(AddressFilter.ANY) : List.copyOf(addresses),
        sipDomains.isEmpty() ? List.of(SipDomainFilter.ANY) : List.copyOf(sipDomains),
        method,
        methodLocation,
        verifyCert,
        requireCert,
        certificate.or(() -> defaultFile(server, directory, "cert.pem")),
        privateKey.or(() -> defaultFile(server || certificate.isPresent(), directory, "ckey.pem")),
        caList,
        Optional.of(caDir.orElse(new Directory(Path.of(DEFAULT_CA_DIR), DEFAULT_CA_DIR, ""))),
        crlDir,
        crlCheckAll,
        ciphersList,
        dhParams,
        ecCurve);
  }

  private static Optional<Material> defaultFile(boolean wanted, Path directory, String file) {
    Path path = directory.resolve("tls").resolve(file);
    return wanted ? Optional.of(new Material.File(path, path.toString(), "")) : Optional.empty();
  }
}
