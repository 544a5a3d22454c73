package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.server.ServerTls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every client must do with a domain, against a real server that needs TLS and a client's
 * certificate.
 */
@ExtendWith(Lab.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientContract {
  /** Some servers send their authority along, some do not. */
  private static final List<String> UNKNOWN_AUTHORITY =
      List.of("app unknown_issuer", "app self_signed_in_chain");

  final Lab lab;

  ClientContract(Lab lab) {
    this.lab = lab;
  }

  /** A client of one URL, set up once and used for many connections. */
  interface Client {
    /** Connects anew, stores {@code data} at the server and returns what comes back. */
    String exchange(String data) throws Exception;
  }

  /** A client for a URL with {@code parameters} at 127.0.0.1. */
  abstract Client client(ClientDomains domains, String host, int port, String parameters)
      throws Exception;

  abstract int port();

  abstract void renew(ServerTls tls) throws Exception;

  private String exchange(Managers managers, String parameters) throws Exception {
    return client(managers.domains(), "127.0.0.1", port(), parameters).exchange("hello");
  }

  @Test
  void exchangesDataWithTheRightDomain() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      assertThat(exchange(managers, "tls_domain=app")).isEqualTo("hello");
      assertThat(managers.refusals()).isEmpty();
    }
  }

  @Test
  void usesTheProtocolRangeAndCiphersOfTheDomain() throws Exception {
    try (Managers managers =
        Managers.of(
            Lab.client("app", lab.home, lab.home)
                .method("TLSv1_2")
                .ciphersList("ECDHE-ECDSA-AES256-GCM-SHA384"))) {
      assertThat(managers.domains().domain("app").sslContext().getDefaultSSLParameters())
          .satisfies(p -> assertThat(p.getProtocols()).containsExactly("TLSv1.2"))
          .satisfies(
              p ->
                  assertThat(p.getCipherSuites())
                      .containsExactly("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
      assertThat(exchange(managers, "tls_domain=app")).isEqualTo("hello");
    }
  }

  @Test
  void isRefusedWithACertificateOfAnotherAuthority() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.away, lab.home))) {
      assertThatThrownBy(() -> exchange(managers, "tls_domain=app")).isInstanceOf(Exception.class);
      assertThat(managers.refusals()).isEmpty();
    }
  }

  @Test
  void refusesAServerOfAnotherAuthority() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.away))) {
      assertThatThrownBy(() -> exchange(managers, "tls_domain=app")).isInstanceOf(Exception.class);
      assertThat(managers.refusals()).isNotEmpty().isSubsetOf(UNKNOWN_AUTHORITY);
    }
  }

  @Test
  void believesAnyServerWithoutVerification() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.away).verifyCert(false))) {
      assertThat(exchange(managers, "tls_domain=app")).isEqualTo("hello");
    }
  }

  @Test
  void checksTheHostNameOnlyWhereAsked() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      ClientDomains domains = managers.domains();
      assertThat(client(domains, "localhost", port(), "tls_domain=app").exchange("name"))
          .isEqualTo("name");
      assertThat(exchange(managers, "tls_domain=app&tls_verify_host=1")).isEqualTo("hello");
      Client checking = client(domains, "localhost", port(), "tls_domain=app&tls_verify_host=1");
      assertThatThrownBy(() -> checking.exchange("name")).isInstanceOf(Exception.class);
      assertThat(managers.refusals()).isNotEmpty().containsOnly("app host_mismatch");
    }
  }

  @Test
  void saysThatTheServerWantsACertificate() throws Exception {
    try (Managers managers = Managers.of(TlsDomainBuilder.client("bare").caList(lab.home.pem()))) {
      Throwable failure = catchThrowable(() -> exchange(managers, "tls_domain=bare"));
      assertThat(messages(failure))
          .contains("the server asks for a client certificate")
          .contains("'bare' has none");
      // Then the server says no, in its own way.
      assertThatThrownBy(() -> exchange(managers, "tls_domain=bare&tls_client_cert=optional"))
          .satisfies(e -> assertThat(messages(e)).doesNotContain("asks for a client certificate"));
    }
  }

  private static String messages(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getMessage()).append('\n');
    }
    return text.toString();
  }

  @Test
  void connectsNowhereWithoutADomain() throws Exception {
    Issued server = lab.home.leaf("server").issue();
    try (Managers managers =
            Managers.of(
                TlsDomainBuilder.server("incoming").key(server.certPem(), server.keyPem()),
                Lab.client("lax", lab.home, lab.home).verifyCert(false));
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      ClientDomains domains = managers.domains();
      int port = listener.getLocalPort();
      assertThatThrownBy(
              () -> client(domains, "127.0.0.1", port, "tls_domain=nobody").exchange("x"))
          .hasMessageContaining("no TLS client domain is called 'nobody'");
      assertThatThrownBy(
              () -> client(domains, "127.0.0.1", port, "tls_domain=incoming").exchange("x"))
          .hasMessageContaining("the one of that name is a server domain");
      assertThatThrownBy(
              () ->
                  client(domains, "127.0.0.1", port, "tls_domain=lax&tls_verify_host=1")
                      .exchange("x"))
          .hasMessageContaining("proves no name");
      assertThatThrownBy(() -> client(domains, "127.0.0.1", port, "a=b").exchange("x"))
          .hasMessageContaining("names no TLS domain");
      listener.setSoTimeout(300);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> domains.domain("nobody"))
          .isInstanceOf(NoMatchingDomainException.class);
    }
  }

  /** Where the domain {@code app} is defined, for a test that changes it. */
  private interface Definition {
    void rewrite(TestCa ca) throws Exception;
  }

  @Test
  void survivesARotationOfTheScriptsFiles(@TempDir Path directory) throws Exception {
    Definition files =
        ca -> {
          ca.leaf("app")
              .clientAuth()
              .issue()
              .write(directory.resolve("cert.pem"), directory.resolve("key.pem"));
          Files.writeString(directory.resolve("ca.pem"), ca.pem());
        };
    files.rewrite(lab.home);
    Path script =
        Files.writeString(
            directory.resolve("opensips.cfg"),
            """
            modparam("tls_mgm", "client_domain", "app")
            modparam("tls_mgm", "certificate", "[app]cert.pem")
            modparam("tls_mgm", "private_key", "[app]key.pem")
            modparam("tls_mgm", "ca_list", "[app]ca.pem")
            """);
    try (Managers managers = Managers.of(TlsManager.builder().script(script))) {
      rotate(managers, files);
    }
  }

  @Test
  void survivesARotationInTheDatabase(@TempDir Path directory) throws Exception {
    String database = directory.resolve("domains.sqlite").toString();
    Definition rows = ca -> writeRow(database, ca);
    rows.rewrite(lab.home);
    Path script =
        Files.writeString(
            directory.resolve("opensips.cfg"),
            "modparam(\"tls_mgm\", \"db_url\", \"sqlite://" + database + "\")\n");
    try (Managers managers = Managers.of(TlsManager.builder().script(script))) {
      rotate(managers, rows);
    }
  }

  private static void writeRow(String database, TestCa ca) throws SQLException {
    Issued issued = ca.leaf("app").clientAuth().issue();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS version (table_name VARCHAR(32), table_version INTEGER)");
      statement.execute("DELETE FROM version");
      statement.execute("INSERT INTO version VALUES ('tls_mgm', 3)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS tls_mgm (id INTEGER PRIMARY KEY, domain VARCHAR(64),"
              + " match_ip_address VARCHAR(255), match_sip_domain VARCHAR(255), type INTEGER,"
              + " method VARCHAR(16), verify_cert INTEGER, require_cert INTEGER, certificate BLOB,"
              + " private_key BLOB, crl_check_all INTEGER, crl_dir VARCHAR(255), ca_list BLOB,"
              + " ca_dir VARCHAR(255), cipher_list VARCHAR(255), dh_params BLOB,"
              + " ec_curve VARCHAR(255))");
      statement.execute("DELETE FROM tls_mgm");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO tls_mgm (domain, type, certificate, private_key, ca_list)"
                  + " VALUES ('app', 1, ?, ?, ?)")) {
        insert.setString(1, issued.certPem());
        insert.setString(2, issued.keyPem());
        insert.setString(3, ca.pem());
        insert.executeUpdate();
      }
    }
  }

  /** The server and then the domain move to another authority, and back. */
  private void rotate(Managers managers, Definition definition) throws Exception {
    Client client = client(managers.domains(), "127.0.0.1", port(), "tls_domain=app");
    assertThat(client.exchange("before")).isEqualTo("before");
    renew(lab.serverTls(lab.away));
    try {
      assertThatThrownBy(() -> client.exchange("alone")).isInstanceOf(Exception.class);
      assertThat(managers.refusals()).isNotEmpty().isSubsetOf(UNKNOWN_AUTHORITY);
      definition.rewrite(lab.away);
      assertThat(managers.manager().reload().changed()).isEqualTo(1);
      assertThat(client.exchange("after")).isEqualTo("after");
    } finally {
      renew(lab.serverTls(lab.home));
    }
    assertThatThrownBy(() -> client.exchange("alone")).isInstanceOf(Exception.class);
  }
}
