package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.bytes;
import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.failure;
import static io.tlsmgm.manager.db.Fixtures.failures;
import static io.tlsmgm.manager.db.Fixtures.load;
import static io.tlsmgm.manager.db.Fixtures.pem;
import static io.tlsmgm.manager.db.Fixtures.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.DomainSource.Loaded;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.DomainDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database gives, from the tables that the scripts of OpenSIPS make. */
abstract class SqlContract {
  private static final String PEM = "-----BEGIN X-----\nAAAA\n-----END X-----\n";

  /** A new database without tables. */
  abstract TestDatabase database();

  /** An expression of 16 MiB for the statements of this database, as far as it makes them. */
  abstract String sixteenMegabytes();

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
    assertThat(domain.certificate().map(Material::location)).contains(location);
    assertThat(domain.crlDir())
        .contains(new TlsDomain.Directory(Path.of("/var/crl"), "/var/crl", location));
    assertThat(domain.caDir())
        .contains(new TlsDomain.Directory(Path.of("/etc/opensips/ca"), "ca", location));
    assertThat(domain.ciphersList()).contains(new TlsDomain.Setting("HIGH:!aNULL", location));
    assertThat(domain.ecCurve()).contains(new TlsDomain.Setting("X25519:P-256", location));
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
                + " version 3 has; the parameter tls_method_col renames it. The table has "
                + columnNames(database)
                + "]");
    assertThat(domains(database.settings())).hasSize(1);
  }

  private static String at(TestDatabase database) {
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
  void tellsEveryMistakeOfEveryRowAndTakesTheGoodOnes() {
    TestDatabase database =
        database()
            .opensips(3)
            .row(values("domain", "first", "type", 2))
            .row(
                values(
                    "domain",
                    "bad",
                    "type",
                    2,
                    "method",
                    "SSLv3",
                    "match_ip_address",
                    "here:5061",
                    "match_sip_domain",
                    "a b",
                    "crl_dir",
                    "${CRL}",
                    "ec_curve",
                    "-----BEGIN EC-----"))
            .row(values("domain", "both", "type", 0))
            .row(values("domain", "what", "type", 7))
            .row(values("domain", " ", "type", 2, "method", "TLS"))
            .row(values("domain", "last", "type", 1));
    Loaded loaded = load(database.settings());
    assertThat(loaded.domains()).extracting(TlsDomain::name).containsExactly("first", "last");
    assertThat(loaded.problems()).allMatch(Problem::isError);
    assertThat(loaded.problems())
        .extracting(problem -> problem.toString().replaceAll("accepted are [^;]*", "…"))
        .usingElementComparator(
            (problem, start) -> problem.startsWith(start) ? 0 : problem.compareTo(start))
        .containsExactly(
            "tls_mgm: row 2 (domain bad): column match_ip_address: 'here:5061' is not IP:port",
            "tls_mgm: row 2 (domain bad): column match_sip_domain: 'a b' is not a name",
            "tls_mgm: row 2 (domain bad): column method: 'SSLv3' is refused: SSLv3 is broken",
            "tls_mgm: row 2 (domain bad): column crl_dir: '${CRL}' looks like a placeholder",
            "tls_mgm: row 2 (domain bad): column ec_curve: the value is the contents of a file",
            "tls_mgm: row 3 (domain both): column type: 0 (both roles) is for the domain 'default'"
                + " of OpenSIPS 2.x only; write 1 for a client or 2 for a server; the row is"
                + " skipped",
            "tls_mgm: row 4 (domain what): column type: '7' is no type; write 1 for a client or 2",
            "tls_mgm: row 5: column domain: the name of the domain is missing; the row is skipped",
            "tls_mgm: row 5: column method: 'TLS' is no TLS method");
    assertThat(loaded.problems().get(0).domain()).isEqualTo("bad");
    assertThat(loaded.problems()).allMatch(p -> p.message().endsWith("; the row is skipped"));
  }

  @Test
  void reportsDuplicatesWhereTheTableAllowsThem() {
    TestDatabase database = database();
    String schema = Schemas.tlsMgm(database.product(), 3);
    database
        .execute(
            Schemas.versionTable(database.product()),
            schema.replace(", CONSTRAINT tls_mgm_domain_type_idx UNIQUE (domain, type)", ""))
        .version("tls_mgm", 3)
        .row(values("domain", "twice", "type", 2, "method", "TLSv1_2"))
        .row(values("domain", "twice", "type", 1))
        .row(values("domain", "twice", "type", 2, "method", "TLSv1_3"));
    Loaded loaded = load(database.settings());
    assertThat(loaded.domains())
        .extracting(domain -> domain.role() + " " + domain.method())
        .containsExactly("SERVER TLSv1_2", "CLIENT SSLv23");
    assertThat(loaded.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "tls_mgm: row 3 (domain twice): a server domain of this name is defined already, in"
                + " tls_mgm: row 1 (domain twice); the row is skipped");
  }

  @Test
  void sixteenMegabytesAreRefusedAndNotRead() {
    TestDatabase database =
        database()
            .opensips(3)
            .row(values("domain", "large", "type", 2))
            .row(values("domain", "small", "type", 2));
    database.execute(
        "UPDATE tls_mgm SET ca_list = " + sixteenMegabytes() + " WHERE domain = 'large'");
    Loaded loaded = load(database.settings());
    assertThat(loaded.domains()).extracting(TlsDomain::name).containsExactly("small");
    assertThat(loaded.problems()).hasSize(1);
    assertThat(loaded.problems().get(0).toString())
        .matches(
            "tls_mgm: row 1 \\(domain large\\): column ca_list: there are 1677721[56] bytes in it,"
                + " but at most 4194304 \\(4 MiB\\) are read; the row is skipped");
  }

  @Test
  void saysThatTheTableIsMissing() {
    TestDatabase database = database().execute("CREATE TABLE other (id INTEGER)");
    assertThat(failure(database.settings()))
        .isEqualTo(
            at(database)
                + ": the table tls_mgm does not exist; create it with: tlsmgm db init, or name"
                + " another with db_table");
    database.execute(Schemas.tlsMgm(database.product(), 3));
    assertThat(failure(database.settings()))
        .startsWith(at(database) + ": there is no table version, so the version of tls_mgm is not");
    database.execute(Schemas.versionTable(database.product()));
    assertThat(failure(database.settings()))
        .contains(
            "the table version has no row for tls_mgm; add it: INSERT INTO version (table_name,"
                + " table_version) VALUES ('tls_mgm', 3)");
    database.version("tls_mgm", 3);
    assertThat(domains(database.settings())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "4", "2147483647"})
  void saysWhichVersionsCanBeRead(int version) {
    TestDatabase database =
        database()
            .execute(
                Schemas.versionTable(DatabaseProduct.SQLITE), "CREATE TABLE tls_mgm (id INTEGER)");
    database.version("tls_mgm", version);
    assertThat(failure(database.settings()))
        .isEqualTo(
            at(database)
                + ": the table version says that tls_mgm is of version "
                + version
                + ", but only 3 (OpenSIPS 3.x), 2 and 1 (2.x) can be read");
  }

  @Test
  void saysEveryColumnThatIsMissingAndHowToRenameIt() {
    TestDatabase database = database().opensips(2);
    database.execute("UPDATE version SET table_version = 3");
    assertThat(failures(database.settings()))
        .extracting(Problem::message)
        .satisfiesExactly(
            m -> assertThat(m).contains("column match_ip_address", "match_ip_address_col"),
            m -> assertThat(m).contains("column match_sip_domain", "match_sip_domain_col"));
    assertThat(failures(new DatabaseSettings(Optional.of(database.url()), "version", Map.of())))
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("has no row for version");
  }

  @Test
  void aSourceWithConnectionsOfItsOwnReadsTheSame() throws Exception {
    TestDatabase database = database().opensips(3).row(values("domain", "own", "type", 2));
    SqlDomainSource source =
        SqlDomainSource.of(new OneConnectionSource(database), database.settings());
    assertThat(source.load().domains()).isEqualTo(domains(database.settings()));
    assertThat(source.description()).isEqualTo("tls_mgm");
  }

  @Test
  void whatIsCreatedIsWhatOpensipsHas() throws Exception {
    for (int version : List.of(3, 2)) {
      TestDatabase database = database();
      SqlDatabase created = SqlDatabase.of(database.settings()).orElseThrow();
      created.create(version);
      assertThat(domains(database.settings())).isEmpty();
      database.row(values("domain", "defaults", "type", 2));
      TestDatabase theirs =
          database().opensips(version).row(values("domain", "defaults", "type", 2));
      assertThat(domains(database.settings())).isEqualTo(domains(theirs.settings()));
      assertThat(catchThrowable(() -> created.create(version)))
          .hasMessage(at(database) + ": the table tls_mgm exists already, and is left as it is");
    }
  }

  private static TlsDomain full(String name, Role role) {
    DomainDefinition definition =
        new DomainDefinition(
            name, role, TlsDomain.Source.SCRIPT, "opensips.cfg:1", Path.of("/etc/opensips"));
    return definition
        .set("match_ip_address", "10.0.0.1:5061, [2001:db8::1]:5062")
        .set("match_sip_domain", "atlanta.com, *.atlanta.com, none")
        .set("tls_method", "TLSv1_2-")
        .set("verify_cert", "1")
        .set("require_cert", "0")
        .set("crl_check_all", "1")
        .set("crl_dir", "/crl/gr\u00fcn")
        .set("ca_dir", "ca")
        .set("ciphers_list", "HIGH:!aNULL")
        .set("ec_curve", "X25519")
        .setContents("certificate", PEM)
        .setContents("private_key", "key " + PEM)
        .setContents("ca_list", PEM.repeat(10_000))
        .setContents("dh_params", "dh " + PEM)
        .build();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    TestDatabase database = database().opensips(3);
    TlsDomain plain =
        new DomainDefinition(
                "plain", Role.CLIENT, TlsDomain.Source.SCRIPT, "x", Path.of("/etc/opensips"))
            .build();
    List<TlsDomain> written =
        List.of(full("a 'quoted' \"name\"", Role.SERVER), full("same", Role.CLIENT), plain);
    SqlDatabase target = SqlDatabase.of(database.settings()).orElseThrow();
    assertThat(target.write(written, false)).containsExactly(false, false, false);
    List<TlsDomain> read = domains(database.settings());
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes("source", ".*[lL]ocation", "caDir.*written")
        .isEqualTo(written);
    assertThat(target.write(List.of(full("same", Role.SERVER), plain), true))
        .containsExactly(false, true);
    assertThat(domains(database.settings())).hasSize(4);
  }

  @Test
  void oneDomainThatDoesNotFitAndNoneIsWritten() throws Exception {
    TestDatabase database = database().opensips(3).row(values("domain", "there", "type", 2));
    SqlDatabase target = SqlDatabase.of(database.settings()).orElseThrow();
    Path missing = Path.of("/nowhere/cert.pem");
    TlsDomain lost =
        new DomainDefinition("lost", Role.SERVER, TlsDomain.Source.SCRIPT, "x:2", Path.of("/"))
            .set("certificate", missing.toString())
            .build();
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                target.write(
                    List.of(full("good", Role.SERVER), full("there", Role.SERVER), lost), false));
    assertThat(refused.problems())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith(
                        "opensips.cfg:1: domain there: a server domain of this name is in"
                            + " row 1 already"),
            p -> assertThat(p).startsWith("x:2: domain lost: certificate: '/nowhere/cert.pem' "));
    assertThat(domains(database.settings())).hasSize(1);
    // The database itself refuses the second; the first goes with it.
    TlsDomain twice = full("twice", Role.SERVER);
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class, () -> target.write(List.of(twice, twice), false))
                .problems())
        .singleElement()
        .asString()
        .contains(": cannot write: ");
    assertThat(domains(database.settings())).hasSize(1);
  }

  @Test
  void aTableOf2xTakesWhatItHasColumnsFor() throws Exception {
    TestDatabase database = database().opensips(2).row(values("domain", "default", "type", 0));
    SqlDatabase target = SqlDatabase.of(database.settings()).orElseThrow();
    TlsDomain one =
        new DomainDefinition("one", Role.SERVER, TlsDomain.Source.SCRIPT, "x:1", Path.of("/"))
            .set("match_ip_address", "10.0.0.1:5061")
            .build();
    TlsDomain both =
        new DomainDefinition("default", Role.CLIENT, TlsDomain.Source.SCRIPT, "x:2", Path.of("/"))
            .build();
    target.write(List.of(one), false);
    assertThat(domains(database.settings()).get(2).addresses()).hasToString("[10.0.0.1:5061]");
    assertThat(
            catchThrowableOfType(
                    ConfigurationException.class,
                    () -> target.write(List.of(full("two", Role.SERVER), both), true))
                .problems())
        .extracting(Problem::message)
        .containsExactly(
            "domain two: a table of version 2 has no match_sip_domain; it needs one of version 3",
            "domain two: a table of version 2 has one address a domain; it needs one of version 3",
            "domain default: row 1 holds it for both roles (type 0); make two rows of that one, of"
                + " types 1 and 2, before");
  }
}
