package io.tlsmgm.cli;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.cli.EnvText.Words;
import io.tlsmgm.manager.cipher.CipherString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
      List<String> notes = new ArrayList<>();
      if (domain.verifyCert()) {
        notes.add(
            "mysql verifies the server only together with its host name; MySQL's own client wants"
                + " --ssl-mode=VERIFY_CA in place of --ssl and --ssl-verify-server-cert");
      }
      return new EnvText(List.of(words.line()), notes);
    }
  },

  postgres {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("PGSSLMODE=" + (domain.verifyCert() ? "verify-ca" : "require"))
              .assigned("PGSSLROOTCERT", files.ca())
              .assigned("PGSSLCERT", files.certificate())
              .assigned("PGSSLKEY", files.privateKey())
              .assigned("PGSSLCRL", files.crl())
              .assigned("PGSSLCRLDIR", files.crlDirectory())
              .assigned("PGSSLMINPROTOCOLVERSION", range(domain).map(r -> r.min().jsseName()))
              .assigned("PGSSLMAXPROTOCOLVERSION", range(domain).map(r -> r.max().jsseName()));
      List<String> notes = new ArrayList<>();
      EnvText.onlyFile(files.caDirectory(), "PostgreSQL's client").ifPresent(notes::add);
      if (domain.ciphersList().isPresent()) {
        notes.add("PostgreSQL's client cannot be told ciphers");
      }
      return new EnvText(words.lines("export "), notes);
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
      List<String> notes = new ArrayList<>();
      EnvText.onlyFile(files.caDirectory(), "RabbitMQ's client").ifPresent(notes::add);
      if (domain.ciphersList().isPresent() || range(domain).isPresent()) {
        notes.add("an AMQP URL has no parameters for ciphers and protocol versions");
      }
      return new EnvText(List.of("amqps://HOST:5671/?" + String.join("&", words.lines(""))), notes);
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
      List<String> notes = new ArrayList<>();
      if (range(domain).isPresent()) {
        notes.add("redis-cli cannot be told protocol versions");
      }
      return new EnvText(List.of(words.line()), notes);
    }
  },

  openssl {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("openssl", "s_client", "-connect", "HOST:PORT")
              .option("-CAfile", files.ca())
              .option("-CApath", files.caDirectory())
              .option("-cert", files.certificate())
              .option("-cert_chain", files.certificate())
              .option("-key", files.privateKey())
              .option("-cipher", ciphers(domain))
              .option("-ciphersuites", tls13(domain))
              .option("-min_protocol", range(domain).map(r -> r.min().jsseName()))
              .option("-max_protocol", range(domain).map(r -> r.max().jsseName()))
              .when(domain.verifyCert(), "-verify_return_error");
      return new EnvText(List.of(words.line()), List.of());
    }
  },

  curl {
    @Override
    EnvText text(TlsDomain domain, EnvFiles files) {
      Words words =
          new Words("curl")
              .option("--cacert", files.ca())
              .option("--capath", files.caDirectory())
              .option("--cert", files.certificate())
              .option("--key", files.privateKey())
              .option("--crlfile", files.crl())
              .option("--ciphers", ciphers(domain))
              .option("--tls13-ciphers", tls13(domain));
      range(domain)
          .ifPresent(
              range ->
                  words
                      .add("--tlsv" + number(range.min()))
                      .option("--tls-max", Optional.of(number(range.max()))));
      words.when(!domain.verifyCert(), "--insecure").add("https://HOST/");
      return new EnvText(
          List.of(words.line()),
          domain.verifyCert()
              ? List.of("curl verifies the server only together with its host name")
              : List.of());
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

  private static String names(List<CipherSuite> suites) {
    return suites.stream().map(CipherSuite::opensslName).collect(Collectors.joining(":"));
  }

  private static String encoded(Path path) {
    return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
        .replace("%2F", "/")
        .replace("+", "%20");
  }
}
