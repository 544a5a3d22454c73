package io.tlsmgm.api.domain;

import io.tlsmgm.api.Role;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a {@link TlsDomain} in a program, with the defaults of a script; not thread-safe. Without
 * {@link #matchAddress} and {@link #matchSipDomain} it matches everything.
 */
public final class TlsDomainBuilder {
  private final String name;
  private final Role role;
  private TlsDomain.Source source = TlsDomain.Source.SCRIPT;
  private String location = "";
  private final List<AddressFilter> addresses = new ArrayList<>();
  private final List<SipDomainFilter> sipDomains = new ArrayList<>();
  private TlsMethod method = TlsMethod.SSLV23;
  private String methodLocation = "";
  private boolean verifyCert = true;
  private boolean requireCert = true;
  private Optional<Material> certificate = Optional.empty();
  private Optional<Material> privateKey = Optional.empty();
  private Optional<Material> caList = Optional.empty();
  private Optional<TlsDomain.Directory> caDir = Optional.empty();
  private Optional<TlsDomain.Directory> crlDir = Optional.empty();
  private boolean crlCheckAll;
  private Optional<TlsDomain.Setting> ciphersList = Optional.empty();
  private Optional<Material> dhParams = Optional.empty();
  private Optional<TlsDomain.Setting> ecCurve = Optional.empty();

  private TlsDomainBuilder(String name, Role role) {
    this.name = name;
    this.role = role;
  }

  /** A domain for incoming connections. */
  public static TlsDomainBuilder server(String name) {
    return new TlsDomainBuilder(name, Role.SERVER);
  }

  /** A domain for outgoing connections. */
  public static TlsDomainBuilder client(String name) {
    return new TlsDomainBuilder(name, Role.CLIENT);
  }

  /** Where the domain is defined, for messages: a file and line, a row, a name of the program's. */
  public TlsDomainBuilder definedAt(TlsDomain.Source where, String place) {
    this.source = where;
    this.location = place;
    return this;
  }

  /** Adds a {@code match_ip_address} filter. */
  public TlsDomainBuilder matchAddress(InetAddress address, int port) {
    addresses.add(AddressFilter.of(address, port));
    return this;
  }

  /**
   * Adds a {@code match_sip_domain} filter.
   *
   * @param filter a name, a shell pattern, {@code *} or {@code none}
   */
  public TlsDomainBuilder matchSipDomain(String filter) {
    sipDomains.add(new SipDomainFilter(filter));
    return this;
  }

  /**
   * Sets {@code tls_method}.
   *
   * @throws IllegalArgumentException when the value is none that a script may have
   */
  public TlsDomainBuilder method(String value) {
    this.method = TlsMethod.parse(value);
    this.methodLocation = location;
    return this;
  }

  /** Sets {@code verify_cert}. */
  public TlsDomainBuilder verifyCert(boolean verify) {
    this.verifyCert = verify;
    return this;
  }

  /** Sets {@code require_cert}. */
  public TlsDomainBuilder requireCert(boolean require) {
    this.requireCert = require;
    return this;
  }

  /** Sets {@code certificate} and {@code private_key} to PEM files. */
  public TlsDomainBuilder key(Path certificateFile, Path keyFile) {
    this.certificate = Optional.of(file(certificateFile));
    this.privateKey = Optional.of(file(keyFile));
    return this;
  }

  /** Sets {@code certificate} and {@code private_key} to PEM text. */
  public TlsDomainBuilder key(String certificatePem, String keyPem) {
    this.certificate = Optional.of(inline(certificatePem));
    this.privateKey = Optional.of(inline(keyPem));
    return this;
  }

  /** Sets {@code ca_list} to a PEM file. */
  public TlsDomainBuilder caList(Path caFile) {
    this.caList = Optional.of(file(caFile));
    return this;
  }

  /** Sets {@code ca_list} to PEM text. */
  public TlsDomainBuilder caList(String caPem) {
    this.caList = Optional.of(inline(caPem));
    return this;
  }

  /** Sets {@code ca_dir}. */
  public TlsDomainBuilder caDir(Path directory) {
    this.caDir = Optional.of(directory(directory));
    return this;
  }

  /** Sets {@code crl_dir}. */
  public TlsDomainBuilder crlDir(Path directory) {
    this.crlDir = Optional.of(directory(directory));
    return this;
  }

  /** Sets {@code crl_check_all}. */
  public TlsDomainBuilder crlCheckAll(boolean all) {
    this.crlCheckAll = all;
    return this;
  }

  /** Sets {@code ciphers_list}. */
  public TlsDomainBuilder ciphersList(String cipherString) {
    this.ciphersList = Optional.of(new TlsDomain.Setting(cipherString, location));
    return this;
  }

  /** Sets {@code dh_params} to a PEM file. */
  public TlsDomainBuilder dhParams(Path file) {
    this.dhParams = Optional.of(file(file));
    return this;
  }

  /** Sets {@code ec_curve}. */
  public TlsDomainBuilder ecCurve(String names) {
    this.ecCurve = Optional.of(new TlsDomain.Setting(names, location));
    return this;
  }

  /** The domain. */
  public TlsDomain build() {
    return new TlsDomain(
        name,
        role,
        source,
        location,
        addresses.isEmpty() ? List.of(AddressFilter.ANY) : addresses,
        sipDomains.isEmpty() ? List.of(SipDomainFilter.ANY) : sipDomains,
        method,
        methodLocation,
        verifyCert,
        requireCert,
        certificate,
        privateKey,
        caList,
        caDir,
        crlDir,
        crlCheckAll,
        ciphersList,
        dhParams,
        ecCurve);
  }

  private Material file(Path path) {
    return new Material.File(path, path.toString(), location);
  }

  private Material inline(String pem) {
    return new Material.Inline(pem, location);
  }

  private TlsDomain.Directory directory(Path path) {
    // A place of its own: only a default directory, which has none, may be missing.
    return new TlsDomain.Directory(
        path, path.toString(), location.isEmpty() ? "domain " + name : location);
  }
}
