package io.tlsmgm.manager.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DomainDefinition;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.server.DatabaseServers;
import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** More rows than a driver hands out at once, all with the same list of CAs. */
@ExtendWith(DatabaseServers.class)
class ManyRowsTest {
  private static final int ROWS = 2_000;

  @Test
  void inSqlite(@TempDir Path directory) throws Exception {
    writeAndRead(Fixtures.sqlite(directory));
  }

  @Test
  void inMariaDb(MariaDbServer server) throws Exception {
    writeAndRead(Fixtures.mariaDb(server));
  }

  @Test
  void inPostgres(PostgresServer server) throws Exception {
    writeAndRead(Fixtures.postgres(server));
  }

  private static void writeAndRead(TestDatabase database) throws Exception {
    TestCa ca = TestCa.create("Many CA");
    Issued issued = ca.leaf("many").issue();
    String caList = ca.pem().repeat(4);
    List<TlsDomain> domains =
        IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    new DomainDefinition(
                            "d" + i, Role.SERVER, TlsDomain.Source.SCRIPT, "x", Path.of("/"))
                        .set("match_sip_domain", "d" + i + ".example")
                        .setContents("certificate", issued.certPem() + i)
                        .setContents("private_key", issued.keyPem() + i)
                        .setContents("ca_list", caList)
                        .build())
            .toList();
    SqlDatabase target = SqlDatabase.of(database.opensips(3).settings()).orElseThrow();
    target.write(domains, false);

    List<TlsDomain> read = Fixtures.domains(database.settings());
    assertThat(read)
        .extracting(TlsDomain::name)
        .containsExactlyElementsOf(domains.stream().map(TlsDomain::name).toList());
    TlsDomain last = read.get(ROWS - 1);
    assertThat(Fixtures.pem(last.privateKey())).isEqualTo(issued.keyPem() + (ROWS - 1));
    // A list that all have is in memory once.
    assertThat(Fixtures.pem(last.caList())).isSameAs(Fixtures.pem(read.get(0).caList()));
  }
}
