package io.tlsmgm.cli;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.cli.EnvText.Words;
import io.tlsmgm.manager.cipher.CipherString;
import io.tlsmgm.manager.cipher.GroupList;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The clients that {@code tlsmgm env} knows; the names are those of {@code --for}. */
enum EnvClient { // picocli shows and reads the names as they are
  mysql {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("mysql", "--ssl")
              .assigned("--ssl-ca", files.ca())
              .assigned("--ssl-capath", files.caDirectory())
              .assigned("--ssl-cert", files.certificate())
              .assigned("--ssl-key", files.privateKey())
              .assigned("--ssl-crl", files.crl())
              .assigned("--ssl-crlpath", files.crlDirectory())
              .assigned("--ssl-cipher", ciphers(domain))
              .assigned("--tls-version", range(domain).map(EnvClient::list))
              .when(domain.verifyCert(), "--ssl-verify-server-cert");
      return new EnvText(
          List.of(words.line()),
          new EnvNotes("mysql", domain, files)
              .when(
                  domain.verifyCert(),
                  "mysql verifies the server only together with its host name; MySQL's own client"
                      + " wants --ssl-mode=VERIFY_CA in place of --ssl and"
                      + " --ssl-verify-server-cert")
              .systemCas()
              .listsByHash()
              .wholeChain(true)
              .when(
                  tls13(domain).isPresent(),
                  "mysql cannot be told the suites of TLS 1.3 ("
                      + tls13(domain).orElse("")
                      + "); MySQL's own client takes --tls-ciphersuites")
              .noGroups()
              .list());
    }
  },

  postgres {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      boolean verify = domain.verifyCert();
      Words words =
          new Words("PGSSLMODE=" + (verify ? "verify-ca" : "require"))
              // With a root certificate "require" means verify-ca.
              .assigned("PGSSLROOTCERT", files.ca().filter(file -> verify))
              .assigned("PGSSLCERT", files.certificate())
              .assigned("PGSSLKEY", files.privateKey())
              .assigned("PGSSLCRL", files.crl().filter(file -> verify))
              .assigned("PGSSLCRLDIR", files.crlDirectory().filter(directory -> verify))
              .assigned("PGSSLMINPROTOCOLVERSION", range(domain).map(r -> r.min().jsseName()))
              .assigned("PGSSLMAXPROTOCOLVERSION", range(domain).map(r -> r.max().jsseName()));
      return new EnvText(
          words.lines("export "),
          new EnvNotes("PostgreSQL's client", domain, files)
              .when(
                  !verify,
                  "PostgreSQL's client verifies all the same when there is a"
                      + " ~/.postgresql/root.crt, or PGSSLROOTCERT is set already")
              .oneFileOfCas()
              .listsByHash()
              .wholeChain(true)
              .when(domain.ciphersList().isPresent(), "PostgreSQL's client cannot be told ciphers")
              .noGroups()
              .list());
    }
  },

  rabbitmq {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words()
              .assigned("cacertfile", files.ca().map(EnvClient::encoded))
              .assigned("certfile", files.certificate().map(EnvClient::encoded))
              .assigned("keyfile", files.privateKey().map(EnvClient::encoded))
              .add("verify=" + (domain.verifyCert() ? "verify_peer" : "verify_none"))
              // Otherwise the name would be verified too.
              .when(domain.verifyCert(), "server_name_indication=disable");
      return new EnvText(
          List.of("amqps://HOST:5671/?" + String.join("&", words.lines(""))),
          new EnvNotes("RabbitMQ's client", domain, files)
              .oneFileOfCas()
              .noRevocation()
              .when(
                  domain.ciphersList().isPresent() || range(domain).isPresent(),
                  "an AMQP URL has no parameters for ciphers and protocol versions")
              .noGroups()
              .list());
    }
  },

  redis {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("redis-cli", "--tls")
              .option("--cacert", files.ca())
              .option("--cacertdir", files.caDirectory())
              .option("--cert", files.certificate())
              .option("--key", files.privateKey())
              .option("--tls-ciphers", ciphers(domain))
              .option("--tls-ciphersuites", tls13(domain))
              .when(!domain.verifyCert(), "--insecure");
      return new EnvText(
          List.of(words.line()),
          new EnvNotes("redis-cli", domain, files)
              .systemCas()
              .noRevocation()
              .when(range(domain).isPresent(), "redis-cli cannot be told protocol versions")
              .noGroups()
              .list());
    }
  },

  openssl {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      boolean revocation = domain.verifyCert() && files.crl().isPresent();
      boolean nobody = files.ca().isEmpty() && files.caDirectory().isEmpty();
      Words words =
          new Words("openssl", "s_client", "-connect", "HOST:PORT")
              .option("-CAfile", files.ca())
              .option("-CApath", files.caDirectory())
              .when(nobody, "-no-CAfile")
              .when(nobody, "-no-CApath")
              .when(nobody, "-no-CAstore")
              .option("-CRL", files.crl().filter(file -> revocation))
              .when(revocation, domain.crlCheckAll() ? "-crl_check_all" : "-crl_check")
              .option("-cert", files.certificate())
              .option("-cert_chain", files.certificate())
              .option("-key", files.privateKey())
              .option("-cipher", ciphers(domain))
              .option("-ciphersuites", tls13(domain))
              .option("-groups", groups(domain))
              .option("-min_protocol", range(domain).map(r -> r.min().jsseName()))
              .option("-max_protocol", range(domain).map(r -> r.max().jsseName()))
              .when(domain.verifyCert(), "-verify_return_error");
      return new EnvText(
          List.of(words.line()),
          new EnvNotes("openssl s_client", domain, files)
              .oneFileOfLists()
              .when(
                  revocation && files.lists() > 1,
                  "openssl s_client reads the first of the "
                      + files.lists()
                      + " revocation lists only, and refuses servers that need another")
              .list());
    }
  },

  curl {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("curl")
              .option("--cacert", files.ca())
              // Without a directory curl takes that of the system as well.
              .option(
                  "--capath",
                  files.caDirectory().or(() -> files.ca().map(file -> Path.of("/dev/null"))))
              .option("--cert", files.certificate())
              .option("--key", files.privateKey())
              .option("--crlfile", files.crl())
              .option("--ciphers", ciphers(domain))
              .option("--tls13-ciphers", tls13(domain))
              .option("--curves", groups(domain));
      range(domain)
          .ifPresent(
              range ->
                  words
                      .add("--tlsv" + number(range.min()))
                      .option("--tls-max", Optional.of(number(range.max()))));
      words.when(!domain.verifyCert(), "--insecure").add("https://HOST/");
      return new EnvText(
          List.of(words.line()),
          new EnvNotes("curl", domain, files)
              .when(
                  domain.verifyCert(), "curl verifies the server only together with its host name")
              .systemCas()
              .when(
                  domain.verifyCert() && files.ca().isEmpty() && files.caDirectory().isPresent(),
                  "curl trusts the CAs of the system besides those of the directory; add --write"
                      + " DIR")
              .oneFileOfLists()
              .wholeChain(files.crl().isPresent())
              .list());
    }
  };

  /** The domain for this client, and what of it is lost. */
  abstract EnvText text(TlsDomain domain, EnvFiles files);

  private static Optional<ProtocolRange> range(TlsDomain domain) {
    return domain.method().range();
  }

  private static String list(ProtocolRange range) {
    return range.versions().stream()
        .map(ProtocolVersion::jsseName)
        .collect(Collectors.joining(","));
  }

  /** Such as {@code 1.2}; TLS 1.0 is {@code 1.0}. */
  private static String number(ProtocolVersion version) {
    return version == ProtocolVersion.TLSV1 ? "1.0" : version.jsseName().substring(4);
  }

  /** As written, but without the names of TLS 1.3, which these clients take apart. */
  private static Optional<String> ciphers(TlsDomain domain) {
    return domain
        .ciphersList()
        .map(TlsDomain.Setting::value)
        .map(
            written -> {
              CipherString ciphers = CipherString.parse(written);
              return ciphers.tls13Suites().isEmpty() ? written : names(ciphers.legacySuites());
            })
        .filter(text -> !text.isEmpty());
  }

  private static Optional<String> tls13(TlsDomain domain) {
    return domain
        .ciphersList()
        .map(setting -> names(CipherString.parse(setting.value()).tls13Suites()))
        .filter(text -> !text.isEmpty());
  }

  /** By the names that OpenSSL knows. */
  private static Optional<String> groups(TlsDomain domain) {
    return domain
        .ecCurve()
        .map(
            setting ->
                GroupList.parse(setting.value()).stream()
                    .map(NamedGroup::opensslName)
                    .collect(Collectors.joining(":")));
  }

  private static String names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::opensslName).collect(Collectors.joining(":"));
  }

  private static String encoded(Path path) {
    return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
        .replace("%2F", "/")
        .replace("+", "%20");
  }
}
