package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.failure;
import static io.tlsmgm.manager.db.Fixtures.failures;
import static io.tlsmgm.manager.db.Fixtures.load;
import static io.tlsmgm.manager.db.Fixtures.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.DomainSource.Loaded;
import io.tlsmgm.manager.script.DatabaseSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of rows and tables that cannot be used. */
abstract class SqlMistakeContract extends SqlReadContract {
  /** An expression of 16 MiB for the statements of this database, as far as it makes them. */
  abstract String sixteenMegabytes();

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
}
