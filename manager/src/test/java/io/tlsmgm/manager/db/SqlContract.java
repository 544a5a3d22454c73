package io.tlsmgm.manager.db;

import static io.tlsmgm.manager.db.Fixtures.domains;
import static io.tlsmgm.manager.db.Fixtures.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DomainDefinition;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that holds for every database; here, what is created and written. */
abstract class SqlContract extends SqlMistakeContract {
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
