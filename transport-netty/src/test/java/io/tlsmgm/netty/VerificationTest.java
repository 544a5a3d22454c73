package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.CA;
import static io.tlsmgm.netty.Lab.CLIENT;
import static io.tlsmgm.netty.Lab.STRANGER;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.netty.Lab.Mailbox;
import io.tlsmgm.testkit.Issued;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that are asked for, missing, good and bad, on either side. */
class VerificationTest {
  private static final Issued OF_STRANGER = STRANGER.leaf("stranger").issue();

  private static TlsDomainBuilder asking(boolean require, String method) {
    return TlsDomainBuilder.server("mutual")
        .key(A.certPem(), A.keyPem())
        .caList(CA.pem())
        .verifyCert(true)
        .requireCert(require)
        .method(method);
  }

  private static Lab lab(String library, TlsDomainBuilder server) throws Exception {
    return Lab.of(
        library,
        server,
        client("bare"),
        client("good").key(CLIENT.certPem(), CLIENT.keyPem()),
        client("bad").key(OF_STRANGER.certPem(), OF_STRANGER.keyPem()));
  }

  @ParameterizedTest
  @CsvSource({"jsse,TLSv1_2", "jsse,TLSv1_3", "openssl,TLSv1_2", "openssl,TLSv1_3"})
  void aGoodCertificateIsTakenAndSeen(String library, String method) throws Exception {
    try (Lab lab = lab(library, asking(true, method))) {
      TlsTransport transport = lab.transport();
      Mailbox server = new Mailbox();
      Mailbox client = new Mailbox(channel -> channel.writeAndFlush(Lab.text("in")));
      TlsListener listener =
          transport.listen(
              Lab.anyPort(),
              channel -> {
                assertThat(TlsTransport.connection(channel).isPeerVerified()).isTrue();
                channel.pipeline().addLast(server);
              });
      Lab.connect(transport, to(listener).withTlsDomain("good"), client);
      server.awaitText("in");
      assertThat(transport.statistics().failed()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jsse,TLSv1_2,bare",
    "jsse,TLSv1_3,bare",
    "openssl,TLSv1_2,bare",
    "openssl,TLSv1_3,bare",
    "jsse,TLSv1_2,bad",
    "jsse,TLSv1_3,bad",
    "openssl,TLSv1_2,bad",
    "openssl,TLSv1_3,bad"
  })
  void aMissingOrBadCertificateIsRefusedWithAnAlert(String library, String method, String domain)
      throws Exception {
    try (Lab lab = lab(library, asking(true, method))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Mailbox mailbox = new Mailbox();
      Throwable seen =
          failure(
              transport.connect(
                  to(listener).withTlsDomain(domain),
                  channel -> channel.pipeline().addLast(mailbox)));
      // With TLS 1.3 the client is done before the server has looked at its certificate.
      Throwable alert = seen != null ? seen : mailbox.awaitEvent(Throwable.class);
      assertThat(seen == null).isEqualTo(method.equals("TLSv1_3"));
      assertThat(HandshakeFailures.reason(alert)).isEqualTo(FailureReason.PEER_ALERT);
      assertThat(HandshakeFailures.describe(alert)).contains("the peer refused: ");
      assertThat(HandshakeFailures.alert(alert)).isPresent();
      Lab.waitFor(
          "the server's count",
          () -> transport.statistics().failed(FailureReason.CERTIFICATE) == 1);
      assertThat(transport.statistics().alerts()).isEqualTo(seen == null ? 1 : 0);
      Lab.waitFor("the end", () -> transport.statistics().active() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void withoutRequireCertNoneIsTakenAndABadOneRefused(String library) throws Exception {
    try (Lab lab = lab(library, asking(false, "TLSv1_2"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Mailbox mailbox = new Mailbox();
      Channel channel = Lab.connect(transport, to(listener).withTlsDomain("bare"), mailbox);
      channel.writeAndFlush(Lab.text("no certificate"));
      mailbox.awaitText("no certificate");
      assertThat(failure(transport.connect(to(listener).withTlsDomain("bad"), ch -> {})))
          .isInstanceOf(TlsConnectException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theClientRefusesAServerOfAnUnknownAuthority(String library) throws Exception {
    try (Lab lab =
        Lab.of(
            library,
            server("stranger", OF_STRANGER),
            client("strict"),
            client("lax").verifyCert(false))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Throwable seen =
          failure(transport.connect(to(listener).withTlsDomain("strict"), channel -> {}));
      assertThat(seen)
          .isInstanceOf(TlsConnectException.class)
          .hasMessageContaining("no TLS connection to 127.0.0.1:")
          .hasMessageContaining("the peer's certificate is refused: ");
      assertThat(((TlsConnectException) seen).reason()).isEqualTo(FailureReason.CERTIFICATE);
      assertThat(((TlsConnectException) seen).alert()).isEqualTo(Optional.empty());
      Lab.waitFor(
          "the server hears of it",
          () -> transport.statistics().failed(FailureReason.PEER_ALERT) == 1);

      Channel channel = Lab.connect(transport, to(listener).withTlsDomain("lax"), new Mailbox());
      assertThat(TlsTransport.connection(channel).isPeerVerified()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void nothingInCommonIsSaidByBothSides(String library) throws Exception {
    try (Lab lab =
        Lab.of(library, server("new", A).method("TLSv1_3"), client("old").method("TLSv1_2"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      Throwable seen = failure(transport.connect(to(listener), channel -> {}));
      assertThat(HandshakeFailures.alert(seen)).contains(AlertDescription.PROTOCOL_VERSION);
      Lab.waitFor(
          "the server's count",
          () -> transport.statistics().failed(FailureReason.NEGOTIATION) == 1);
    }
  }
}
