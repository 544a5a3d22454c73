package io.tlsmgm.manager.script;

import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain.Directory;
import io.tlsmgm.api.domain.TlsDomain.Setting;
import io.tlsmgm.api.domain.TlsMethod;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a value of a domain's parameter does to the domain. */
final class DomainValues {
  private final Path directory;

  /**
   * Reads values.
   *
   * @param directory what relative file names are relative to
   */
  DomainValues(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads one value.
   *
   * @param value without its {@code [domain]} and without blanks around it
   * @param location {@code FILE:LINE}
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  Consumer<DomainDraft> parse(Parameter parameter, String value, String location) {
    return switch (parameter) {
      case MATCH_IP_ADDRESS -> {
        List<AddressFilter> filters = AddressFilter.parseList(value);
        yield domain -> domain.addresses.addAll(filters);
      }
      case MATCH_SIP_DOMAIN -> {
        List<SipDomainFilter> filters = SipDomainFilter.parseList(value);
        yield domain -> domain.sipDomains.addAll(filters);
      }
      case TLS_METHOD -> {
        TlsMethod method = TlsMethod.parse(value);
        yield domain -> {
          domain.method = method;
          domain.methodLocation = location;
        };
      }
      case VERIFY_CERT -> {
        boolean on = flag(value);
        yield domain -> domain.verifyCert = on;
      }
      case REQUIRE_CERT -> {
        boolean on = flag(value);
        yield domain -> domain.requireCert = on;
      }
      case CRL_CHECK_ALL -> {
        boolean on = flag(value);
        yield domain -> domain.crlCheckAll = on;
      }
      case CERTIFICATE -> {
        Optional<Material> file = file(value, location);
        yield domain -> domain.certificate = file;
      }
      case PRIVATE_KEY -> {
        Optional<Material> file = file(value, location);
        yield domain -> domain.privateKey = file;
      }
      case CA_LIST -> {
        Optional<Material> file = file(value, location);
        yield domain -> domain.caList = file;
      }
      case DH_PARAMS -> {
        Optional<Material> file = file(value, location);
        yield domain -> domain.dhParams = file;
      }
      case CA_DIR -> {
        Optional<Directory> dir = Optional.of(new Directory(path(value), value, location));
        yield domain -> domain.caDir = dir;
      }
      case CRL_DIR -> {
        Optional<Directory> dir = Optional.of(new Directory(path(value), value, location));
        yield domain -> domain.crlDir = dir;
      }
      case CIPHERS_LIST -> {
        Optional<Setting> setting = Optional.of(new Setting(value, location));
        yield domain -> domain.ciphersList = setting;
      }
      case EC_CURVE -> {
        Optional<Setting> setting = Optional.of(new Setting(value, location));
        yield domain -> domain.ecCurve = setting;
      }
      default -> throw new AssertionError(parameter + " belongs to no domain");
    };
  }

  private static boolean flag(String value) {
    if (!Values.isNumber(value)) {
      throw new IllegalArgumentException(
          "option is not a number: " + ProblemLog.quote(value) + "; write 0 (no) or 1 (yes)");
    }
    return Values.isTrue(value);
  }

  private Optional<Material> file(String value, String location) {
    return Optional.of(new Material.File(path(value), value, location));
  }

  private Path path(String value) {
    try {
      return directory.resolve(value);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          ProblemLog.quote(value) + " is not a file name: " + e.getReason(), e);
    }
  }
}
