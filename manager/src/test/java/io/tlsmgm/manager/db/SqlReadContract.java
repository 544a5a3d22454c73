package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.bytes;
import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.failure;
import static io.tlsmgm.manager.db.Fixtures.failures;
import static io.tlsmgm.manager.db.Fixtures.pem;
import static io.tlsmgm.manager.db.Fixtures.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database gives, from the tables that the scripts of OpenSIPS make. */
abstract class SqlReadContract {
  static final String PEM = "-----BEGIN X-----\nAAAA\n-----END X-----\n";

  /** A new database without tables. */
  abstract TestDatabase database();

  @Test
  void readsEveryColumn() {
    TestDatabase database =
        database()
            .opensips(3)
            .row(
                values(
                    "domain",
                    "atlanta",
                    "match_ip_address",
                    "10.0.0.1:5061, [2001:db8::1]:5062",
                    "match_sip_domain",
                    "atlanta.com, *.atlanta.com",
                    "type",
                    2,
                    "method",
                    "TLSv1_2-TLSv1_3",
                    "verify_cert",
                    0,
                    "require_cert",
                    0,
                    "certificate",
                    bytes("cert " + PEM),
                    "private_key",
                    bytes("key " + PEM),
                    "crl_check_all",
                    1,
                    "crl_dir",
                    "/var/crl",
                    "ca_list",
                    bytes("ca " + PEM),
                    "ca_dir",
                    "ca",
                    "cipher_list",
                    "HIGH:!aNULL",
                    "dh_params",
                    bytes("dh " + PEM),
                    "ec_curve",
                    "X25519:P-256"));
    List<TlsDomain> domains = domains(database.settings());
    assertThat(domains).hasSize(1);
    TlsDomain domain = domains.get(0);
    String location = "tls_mgm: row 1 (domain atlanta)";
    assertThat(domain.name()).isEqualTo("atlanta");
    assertThat(domain.role()).isEqualTo(Role.SERVER);
    assertThat(domain.source()).isEqualTo(TlsDomain.Source.DATABASE);
    assertThat(domain.location()).isEqualTo(location);
    assertThat(domain.addresses()).hasToString("[10.0.0.1:5061, 2001:DB8:0:0:0:0:0:1:5062]");
    assertThat(domain.sipDomains()).hasToString("[atlanta.com, *.atlanta.com]");
    assertThat(domain.method().text()).isEqualTo("TLSv1_2-TLSv1_3");
    assertThat(domain.verifyCert()).isFalse();
    assertThat(domain.requireCert()).isFalse();
    assertThat(domain.crlCheckAll()).isTrue();
    assertThat(pem(domain.certificate())).isEqualTo("cert " + PEM);
    assertThat(pem(domain.privateKey())).isEqualTo("key " + PEM);
    assertThat(pem(domain.caList())).isEqualTo("ca " + PEM);
    assertThat(pem(domain.dhParams())).isEqualTo("dh " + PEM);
    assertThat(domain.certificate().map(Material::location))
        .contains(location + ": column certificate");
    assertThat(domain.crlDir())
        .contains(
            new TlsDomain.Directory(
                Path.of("/var/crl"), "/var/crl", location + ": column crl_dir"));
    assertThat(domain.caDir())
        .contains(
            new TlsDomain.Directory(
                Path.of("/etc/opensips/ca"), "ca", location + ": column ca_dir"));
    assertThat(domain.ciphersList())
        .contains(new TlsDomain.Setting("HIGH:!aNULL", location + ": column cipher_list"));
    assertThat(domain.ecCurve())
        .contains(new TlsDomain.Setting("X25519:P-256", location + ": column ec_curve"));
  }

  @Test
  void nullAndBlankAreTheDefaultsOfAScript() {
    TestDatabase database =
        database()
            .opensips(3)
            .row(values("domain", "server", "type", 2))
            .row(values("domain", "client", "type", 1))
            .row(
                values(
                    "domain",
                    "nulls",
                    "type",
                    2,
                    "method",
                    null,
                    "verify_cert",
                    null,
                    "require_cert",
                    null,
                    "crl_check_all",
                    null,
                    "crl_dir",
                    "",
                    "ca_dir",
                    " ",
                    "cipher_list",
                    "",
                    "match_ip_address",
                    "",
                    "certificate",
                    new byte[0]));
    List<TlsDomain> domains = domains(database.settings());
    assertThat(domains).extracting(TlsDomain::name).containsExactly("server", "client", "nulls");
    TlsDomain server = domains.get(0);
    assertThat(server.addresses()).hasToString("[*]");
    assertThat(server.sipDomains()).hasToString("[*]");
    assertThat(server.method().text()).isEqualTo("SSLv23");
    assertThat(server.verifyCert()).isTrue();
    assertThat(server.requireCert()).isTrue();
    assertThat(server.crlCheckAll()).isFalse();
    assertThat(server.certificate().orElseThrow().fileName())
        .isEqualTo("/etc/opensips/tls/cert.pem");
    assertThat(server.privateKey().orElseThrow().fileName())
        .isEqualTo("/etc/opensips/tls/ckey.pem");
    assertThat(server.caDir().orElseThrow().written()).isEqualTo("/etc/pki/CA/");
    assertThat(server.caList()).isEmpty();
    assertThat(server.crlDir()).isEmpty();
    assertThat(server.ciphersList()).isEmpty();
    assertThat(server.dhParams()).isEmpty();
    assertThat(server.ecCurve()).isEmpty();
    TlsDomain client = domains.get(1);
    assertThat(client.role()).isEqualTo(Role.CLIENT);
    assertThat(client.certificate()).isEmpty();
    assertThat(client.privateKey()).isEmpty();
    assertThat(domains.get(2))
        .usingRecursiveComparison()
        .ignoringFields("name", "location", "methodLocation")
        .isEqualTo(server);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readsTablesOf2x(int version) {
    TestDatabase database =
        database()
            .opensips(version)
            .row(values("domain", "default", "type", 0, "method", "TLSv1_2"))
            .row(values("domain", "dom1", "type", 2, "address", "10.0.0.1:5061"))
            .row(values("domain", "dom2", "type", 1, "address", "10.0.0.2:5061"));
    List<TlsDomain> domains = domains(database.settings());
    assertThat(domains)
        .extracting(domain -> domain.name() + " " + domain.role() + " " + domain.addresses())
        .containsExactly(
            "default SERVER [*]",
            "default CLIENT [*]",
            "dom1 SERVER [10.0.0.1:5061]",
            "dom2 CLIENT [10.0.0.2:5061]");
    assertThat(domains.get(0).method().text()).isEqualTo("TLSv1_2");
    assertThat(domains.get(1).method().text()).isEqualTo("TLSv1_2");
    assertThat(domains.get(0).isDefault()).isTrue();
  }

  private static String quote(TestDatabase database, String name) {
    return SqlTable.quoted(name, database.product() == DatabaseProduct.MARIADB ? "`" : "\"");
  }

  @Test
  void columnsAndTableCanHaveAnyName() {
    TestDatabase database = database();
    Map<String, String> names = new LinkedHashMap<>();
    for (String column :
        List.of(
            "domain",
            "match_ip_address",
            "match_sip_domain",
            "method",
            "verify_cert",
            "require_cert",
            "certificate",
            "private_key",
            "crl_check_all",
            "crl_dir",
            "ca_list",
            "ca_dir",
            "cipher_list",
            "dh_params",
            "ec_curve")) {
      names.put(column, "My " + column + "`\"; DROP TABLE version; --");
    }
    names.put("method", "select");
    names.put("domain", "Gr\u00f6\u00dfe");
    names.put("crl_dir", "ORDER");
    String table = "tls domains; DROP TABLE version";
    List<String> columns = new ArrayList<>();
    for (String definition : Schemas.columns(database.product(), 3)) {
      String name = definition.substring(0, definition.indexOf(' '));
      columns.add(
          quote(database, names.getOrDefault(name, name)) + definition.substring(name.length()));
    }
    database
        .execute(
            Schemas.versionTable(database.product()),
            "CREATE TABLE " + quote(database, table) + " (" + String.join(", ", columns) + ")")
        .version(table, 3)
        .insert(
            quote(database, table),
            values(
                quote(database, names.getOrDefault("domain", "")), "odd",
                quote(database, "type"), 2,
                quote(database, "select"), "TLSv1_3",
                quote(database, names.getOrDefault("ca_dir", "")), "/ca"));
    List<TlsDomain> domains = domains(database.settings(table, names));
    assertThat(domains).hasSize(1);
    assertThat(domains.get(0).name()).isEqualTo("odd");
    assertThat(domains.get(0).method().text()).isEqualTo("TLSv1_3");
    assertThat(domains.get(0).location())
        .isEqualTo("tls domains; DROP TABLE version: row 1 (domain odd)");
    assertThat(failure(database.settings())).contains("the table tls_mgm does not exist");
  }

  @Test
  void namesWrittenInAnotherCaseAreFoundAsTheDatabaseFoldsThem() {
    TestDatabase database = database();
    String schema =
        Schemas.tlsMgm(database.product(), 3).replace(", domain CHAR", ", TLS_Domain CHAR");
    database
        .execute(
            Schemas.versionTable(database.product()),
            schema
                .replace(", domain VARCHAR", ", TLS_Domain VARCHAR")
                .replace("(domain, type)", "(TLS_Domain, type)"))
        .version("tls_mgm", 3)
        .row(values("tls_domain", "folded", "type", 2));
    for (String column : List.of("TLS_Domain", "tls_domain", "TLS_DOMAIN")) {
      assertThat(domains(database.settings("tls_mgm", Map.of("domain", column)))).hasSize(1);
    }
  }

  @Test
  void aNameCannotSmuggleInStatements() {
    TestDatabase database = database().opensips(3).row(values("domain", "safe", "type", 2));
    for (String name :
        List.of("tls_mgm; DROP TABLE tls_mgm", "tls_mgm WHERE 1=0 --", "tls_mgm\"`; --")) {
      assertThat(failure(database.settings(name, Map.of()))).contains("does not exist");
    }
    assertThat(failures(database.settings("tls_mgm", Map.of("method", "(SELECT 1)"))))
        .hasToString(
            "["
                + at(database)
                + ": there is no column (SELECT 1), which a table of"
                + " version 3 has; the parameter tls_method_col of the script renames it. The table has "
                + columnNames(database)
                + "]");
    assertThat(domains(database.settings())).hasSize(1);
  }

  static String at(TestDatabase database) {
    DatabaseSettings settings = database.settings();
    return "tls_mgm at " + settings.redactedUrl().orElseThrow();
  }

  private static String columnNames(TestDatabase database) {
    String names =
        String.join(
            ", ",
            Schemas.columns(database.product(), 3).stream()
                .map(definition -> definition.substring(0, definition.indexOf(' ')))
                .toList());
    return database.product() == DatabaseProduct.H2 ? names.toUpperCase(Locale.ROOT) : names;
  }

  @Test
  void pemMayBeInColumnsOfText() {
    TestDatabase database = database();
    String text = database.product() == DatabaseProduct.MARIADB ? "MEDIUMTEXT" : "TEXT";
    database
        .execute(
            Schemas.versionTable(database.product()),
            Schemas.tlsMgm(database.product(), 3)
                .replace("MEDIUMBLOB", text)
                .replace("BLOB", text)
                .replace("BYTEA", text))
        .version("tls_mgm", 3)
        .row(
            values(
                "domain",
                "text",
                "type",
                2,
                "certificate",
                PEM,
                "private_key",
                PEM + "2",
                "ca_list",
                PEM));
    TlsDomain domain = domains(database.settings()).get(0);
    assertThat(pem(domain.certificate())).isEqualTo(PEM);
    assertThat(pem(domain.privateKey())).isEqualTo(PEM + "2");
    // The same text is in memory once.
    assertThat(pem(domain.caList())).isSameAs(pem(domain.certificate()));
  }

  @Test
  void aSourceWithConnectionsOfItsOwnReadsTheSame() throws Exception {
    TestDatabase database = database().opensips(3).row(values("domain", "own", "type", 2));
    SqlDomainSource source =
        SqlDomainSource.of(new OneConnectionSource(database), database.settings());
    assertThat(source.load().domains()).isEqualTo(domains(database.settings()));
    assertThat(source.description()).isEqualTo("tls_mgm");
  }
}
