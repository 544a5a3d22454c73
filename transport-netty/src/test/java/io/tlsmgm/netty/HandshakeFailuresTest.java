package io.tlsmgm.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.tlsmgm.api.AlertDescription;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures in words. The messages of the libraries are as they were seen. */
class HandshakeFailuresTest {
  private static final String BORINGSSL =
      "Read error: ssl=0x7f: Failure in SSL library, usually a protocol error\n"
          + "error:10000%s:SSL routines:OPENSSL_internal:%s"
          + " (external/boringssl/src/ssl/tls_record.cc:594 0x7f:0x00000001)";

  @ParameterizedTest
  @CsvSource({
    "handshake_failure,40",
    "certificate_required,116",
    "unknown_ca,48",
    "unrecognized_name,112",
    "no_application_protocol,120",
    "protocol_version,70"
  })
  void alertsOfJsse(String name, int code) {
    Throwable failure =
        new DecoderException(new SSLHandshakeException("Received fatal alert: " + name));
    assertThat(HandshakeFailures.describe(failure))
        .isEqualTo("the peer refused: " + name + " (" + code + ")");
    assertThat(HandshakeFailures.alert(failure)).isEqualTo(AlertDescription.ofCode(code));
    assertThat(HandshakeFailures.reason(failure)).isEqualTo(FailureReason.PEER_ALERT);
  }

  @ParameterizedTest
  @CsvSource({
    "412,SSLV3_ALERT_BAD_CERTIFICATE,bad_certificate (42)",
    "418,TLSV1_ALERT_UNKNOWN_CA,unknown_ca (48)",
    "42e,TLSV1_ALERT_PROTOCOL_VERSION,protocol_version (70)",
    "458,TLSV1_UNRECOGNIZED_NAME,unrecognized_name (112)",
    "45c,TLSV1_CERTIFICATE_REQUIRED,certificate_required (116)"
  })
  void alertsOfBoringSsl(String reason, String name, String words) {
    Throwable failure = new SSLException(String.format(BORINGSSL, reason, name));
    assertThat(HandshakeFailures.describe(failure)).isEqualTo("the peer refused: " + words);
  }

  @Test
  void alertsThatHaveNoNameHere() {
    assertThat(
            HandshakeFailures.describe(
                new SSLException("Received fatal alert: UNKNOWN ALERT (99)")))
        .isEqualTo("the peer refused: alert 99");
    assertThat(
            HandshakeFailures.describe(
                new SSLException(String.format(BORINGSSL, "424", "SSLV3_ALERT_EXPORT"))))
        .isEqualTo("the peer refused: alert 60");
  }

  @Test
  void aServerNameThatTheJdkDoesNotTake() {
    Throwable failure =
        new DecoderException(
            new SSLException(
                "Illegal server name, type=host_name(0), name=a_b.com, value={61:5F:62}"));
    assertThat(HandshakeFailures.describe(failure))
        .isEqualTo(
            "the server name that the peer sent is no host name, and the JDK's TLS (tls_library"
                + " jsse) takes no other");
    assertThat(HandshakeFailures.reason(failure)).isEqualTo(FailureReason.BAD_HELLO);
  }

  @Test
  void whatIsWrongWithThePeersCertificate() {
    Throwable failure =
        new ExecutionException(
            new SSLHandshakeException("certificate_unknown")
                .initCause(
                    new CertificateException("expired: CN=x\nReceived fatal alert: nothing")));
    assertThat(HandshakeFailures.describe(failure))
        .isEqualTo(
            "the peer's certificate is refused: expired: CN=x Received fatal alert: nothing");
    assertThat(HandshakeFailures.reason(failure)).isEqualTo(FailureReason.CERTIFICATE);
    assertThat(HandshakeFailures.alert(failure)).isEmpty();
  }

  @Test
  void theTwoSidesHaveNothingInCommon() {
    assertThat(HandshakeFailures.describe(new SSLHandshakeException("no cipher suites in common")))
        .isEqualTo(
            HandshakeFailures.describe(
                new SSLException(String.format(BORINGSSL, "0b8", "NO_SHARED_CIPHER"))))
        .isEqualTo("no cipher suite in common with the peer");
    assertThat(
            HandshakeFailures.reason(
                new SSLException(String.format(BORINGSSL, "0f0", "UNSUPPORTED_PROTOCOL"))))
        .isEqualTo(FailureReason.NEGOTIATION);
  }

  @Test
  void otherReasonsOfBoringSslByTheirName() {
    assertThat(
            HandshakeFailures.describe(
                new SSLException(
                    String.format(BORINGSSL, "08b", "DECRYPTION_FAILED_OR_BAD_RECORD_MAC"))))
        .isEqualTo("decryption failed or bad record mac");
  }

  @Test
  void theNetwork() {
    assertThat(HandshakeFailures.describe(new ConnectException("Connection refused: /1.2.3.4:5")))
        .isEqualTo("connection refused");
    assertThat(HandshakeFailures.describe(new ConnectTimeoutException("timed out: /1.2.3.4:5")))
        .isEqualTo("no answer in time");
    assertThat(HandshakeFailures.describe(new NoRouteToHostException("No route to host")))
        .isEqualTo("no route to the host");
    assertThat(HandshakeFailures.describe(new IOException("Connection reset by peer")))
        .isEqualTo("the peer reset the connection");
    assertThat(HandshakeFailures.describe(new ClosedChannelException()))
        .isEqualTo("the peer closed the connection");
    assertThat(HandshakeFailures.reason(new RejectedExecutionException()))
        .isEqualTo(FailureReason.OVERLOAD);
  }

  @Test
  void somethingElseThanTls() {
    assertThat(
            HandshakeFailures.describe(
                new DecoderException(
                    new NotSslRecordException("not an SSL/TLS record: 5353482d322e300d0aff"))))
        .isEqualTo("the peer does not speak TLS; it starts with 'SSH-2.0\\x0d\\x0a\\xff'");
  }

  @Test
  void theRestInItsOwnWordsOnOneLine() {
    assertThat(HandshakeFailures.describe(new SSLException("odd\u001b[31m\nthing")))
        .isEqualTo("odd [31m thing");
    assertThat(HandshakeFailures.describe(new SSLException("x".repeat(5000)))).hasSize(300);
    assertThat(HandshakeFailures.describe(new IllegalStateException()))
        .isEqualTo("IllegalStateException");
    assertThat(HandshakeFailures.reason(new IllegalStateException("bug")))
        .isEqualTo(FailureReason.OTHER);
  }

  @Test
  void aFailureThatHasWordsAlreadyKeepsThem() {
    TlsConnectException known =
        new TlsConnectException(
            "no TLS connection to 10.0.0.1:5061: x",
            FailureReason.TIMEOUT,
            java.util.Optional.empty(),
            null);
    assertThat(HandshakeFailures.describe(new ExecutionException(known)))
        .isEqualTo("no TLS connection to 10.0.0.1:5061: x");
    assertThat(HandshakeFailures.reason(known)).isEqualTo(FailureReason.TIMEOUT);
  }
}
