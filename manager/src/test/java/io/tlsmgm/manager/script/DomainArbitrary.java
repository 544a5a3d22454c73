package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Domains as a script can define them. Locations are empty for defaults, else {@link #SET}. */
final class DomainArbitrary {
  static final String SET = "set";

  private DomainArbitrary() {}

  /** Lists of domains with different names. */
  static Arbitrary<List<TlsDomain>> domains() {
    return domain().list().ofMaxSize(4).uniqueElements(TlsDomain::name);
  }

  private static Arbitrary<TlsDomain> domain() {
    return Combinators.combine(filters(), flags(), materials(), settings(), name(), method())
        .as(
            (filters, flags, materials, settings, name, method) ->
                new TlsDomain(
                    name,
                    flags.server() ? Role.SERVER : Role.CLIENT,
                    TlsDomain.Source.SCRIPT,
                    SET,
                    filters.addresses(),
                    filters.sipDomains(),
                    method,
                    SET,
                    flags.verify(),
                    flags.require(),
                    materials.certificate().or(() -> defaultFile(flags.server(), "cert.pem")),
                    materials
                        .privateKey()
                        .or(
                            () ->
                                defaultFile(
                                    flags.server() || materials.certificate().isPresent(),
                                    "ckey.pem")),
                    materials.caList(),
                    settings.caDir().or(DomainArbitrary::defaultCaDir),
                    settings.crlDir(),
                    flags.crlCheckAll(),
                    settings.ciphersList(),
                    materials.dhParams(),
                    settings.ecCurve()));
  }

  private static Optional<Material> defaultFile(boolean wanted, String name) {
    String path = Scripts.DIRECTORY + "/tls/" + name;
    return wanted ? Optional.of(new Material.File(Path.of(path), path, "")) : Optional.empty();
  }

  private static Optional<TlsDomain.Directory> defaultCaDir() {
    return Optional.of(new TlsDomain.Directory(Path.of("/etc/pki/CA/"), "/etc/pki/CA/", ""));
  }

  private record Filters(List<AddressFilter> addresses, List<SipDomainFilter> sipDomains) {}

  private static Arbitrary<Filters> filters() {
    Arbitrary<List<AddressFilter>> addresses =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(List.of(AddressFilter.ANY))),
            Tuple.of(3, address().list().ofMinSize(1).ofMaxSize(5).uniqueElements()));
    Arbitrary<SipDomainFilter> sipDomain =
        Arbitraries.oneOf(
                Arbitraries.of("*", "none", "*.a.example", "b[0-9].example", "c?.example"),
                Arbitraries.strings()
                    .alpha()
                    .numeric()
                    .withChars(".-")
                    .ofMinLength(1)
                    .ofMaxLength(9))
            .map(SipDomainFilter::new);
    return Combinators.combine(
            addresses, sipDomain.list().ofMinSize(1).ofMaxSize(5).uniqueElements())
        .as(Filters::new);
  }

  private static Arbitrary<AddressFilter> address() {
    Arbitrary<byte[]> bytes =
        Arbitraries.of(4, 16)
            .flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length));
    return Combinators.combine(bytes, Arbitraries.integers().between(1, 65535))
        .as(
            (address, port) -> {
              try {
                return AddressFilter.of(InetAddress.getByAddress(address), port);
              } catch (UnknownHostException e) {
                throw new AssertionError(e);
              }
            });
  }

  private record Flags(boolean server, boolean verify, boolean require, boolean crlCheckAll) {}

  private static Arbitrary<Flags> flags() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(flag, flag, flag, flag).as(Flags::new);
  }

  private record Materials(
      Optional<Material> certificate,
      Optional<Material> privateKey,
      Optional<Material> caList,
      Optional<Material> dhParams) {}

  private static Arbitrary<Materials> materials() {
    Arbitrary<Optional<Material>> file =
        text().map(name -> (Material) new Material.File(resolve(name), name, SET)).optional();
    return Combinators.combine(file, file, file, file).as(Materials::new);
  }

  private record Settings(
      Optional<TlsDomain.Directory> caDir,
      Optional<TlsDomain.Directory> crlDir,
      Optional<TlsDomain.Setting> ciphersList,
      Optional<TlsDomain.Setting> ecCurve) {}

  private static Arbitrary<Settings> settings() {
    Arbitrary<Optional<TlsDomain.Directory>> directory =
        text().map(name -> new TlsDomain.Directory(resolve(name), name, SET)).optional();
    Arbitrary<Optional<TlsDomain.Setting>> setting =
        text().map(value -> new TlsDomain.Setting(value, SET)).optional();
    return Combinators.combine(directory, directory, setting, setting).as(Settings::new);
  }

  private static Path resolve(String name) {
    return Scripts.DIRECTORY.resolve(name);
  }

  private static Arbitrary<TlsMethod> method() {
    return Arbitraries.of("SSLv23", "TLSv1", "TLSv1_1", "TLSv1_3", "TLSv1_2-", "-TLSv1_2", "-")
        .map(TlsMethod::parse);
  }

  private static Arbitrary<String> name() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("_-.#{}()\"'\\/*,; ")
        .ofMinLength(1)
        .ofMaxLength(8)
        .map(String::strip)
        .filter(name -> !name.isEmpty() && !name.equals(TlsDomain.DEFAULT_NAME));
  }

  /** Anything that a value may hold, with much of what a reader could stumble over. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("/\\\"'#{}()[],;=*$:!+@ \né€")
        .ofMinLength(1)
        .ofMaxLength(20)
        .map(String::strip)
        .filter(text -> !text.isEmpty() && Values.defect(text, false).isEmpty());
  }
}
