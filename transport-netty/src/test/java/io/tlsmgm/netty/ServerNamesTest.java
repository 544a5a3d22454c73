package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.B;
import static io.tlsmgm.netty.Lab.await;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.failure;
import static io.tlsmgm.netty.Lab.leaf;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.netty.Lab.Mailbox;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which domain answers, and what a client gets when none does. */
class ServerNamesTest {
  private static Lab lab(String library) throws Exception {
    return Lab.of(
        library,
        server("doma", A).matchSipDomain("a.example"),
        server("domb", B).matchSipDomain("b.example").matchSipDomain("*.b.example"),
        server("domn", leaf("nameless")).matchSipDomain("none"),
        client("out"));
  }

  private static String peerName(Channel channel) {
    return TlsTransport.connection(channel)
        .variables()
        .get("tls_peer_subject_cn")
        .orElseThrow()
        .text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theServerNameChoosesTheDomain(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      BlockingQueue<String> chosen = new ArrayBlockingQueue<>(10);
      TlsListener listener =
          transport.listen(
              Lab.anyPort(),
              channel -> {
                TlsConnection tls = TlsTransport.connection(channel);
                chosen.add(tls.domain().orElseThrow().name());
                channel.pipeline().addLast(new Lab.Echo());
              });
      ClientTarget target = to(listener);
      for (String[] nameAndDomain :
          new String[][] {
            {"a.example", "doma", "a.example"},
            {"B.Example", "domb", "b.example"},
            {"x.y.b.example", "domb", "b.example"},
            {"", "domn", "nameless"}
          }) {
        Mailbox mailbox = new Mailbox();
        Channel channel =
            Lab.connect(
                transport,
                nameAndDomain[0].isEmpty() ? target : target.withServerName(nameAndDomain[0]),
                mailbox);
        assertThat(chosen.poll(20, TimeUnit.SECONDS)).isEqualTo(nameAndDomain[1]);
        assertThat(peerName(channel)).isEqualTo(nameAndDomain[2]);
        assertThat(TlsTransport.connection(channel).isPeerVerified()).isTrue();
        channel.writeAndFlush(Lab.text("hello"));
        mailbox.awaitText("hello");
        channel.close();
      }
      assertThat(transport.statistics().handshakes()).isEqualTo(8);
      assertThat(transport.statistics().failed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void anUnknownNameIsAnsweredWithTheAlertUnrecognizedName(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      try (RawClient raw = new RawClient(listener.localAddress())) {
        raw.send(RawClient.hello("c.example"));
        assertThat(raw.readAll()).containsExactly(21, 3, 3, 0, 2, 2, 112);
      }
      Throwable seen =
          failure(transport.connect(to(listener).withServerName("c.example"), channel -> {}));
      assertThat(seen)
          .isInstanceOf(TlsConnectException.class)
          .hasMessageContaining("the peer refused: unrecognized_name (112)");
      assertThat(((TlsConnectException) seen).alert()).contains(AlertDescription.UNRECOGNIZED_NAME);
      assertThat(transport.statistics().refusedNames()).isEqualTo(2);
      assertThat(transport.statistics().failed(FailureReason.PEER_ALERT)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aHelloMayComeByteByByte(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsListener listener = echo(lab.transport());
      try (RawClient raw = new RawClient(listener.localAddress())) {
        byte[] hello = RawClient.hello("b.example");
        for (int i = 0; i < hello.length; i++) {
          raw.send(new byte[] {hello[i]});
          if (i < 100) {
            Thread.sleep(2);
          }
        }
        byte[] answer = raw.socket().getInputStream().readNBytes(6);
        // A handshake record that starts with a ServerHello.
        assertThat(answer[0]).isEqualTo((byte) 22);
        assertThat(answer[5]).isEqualTo((byte) 2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aHelloMayBeCutIntoRecordsAndHaveDataBehindIt(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsListener listener = echo(lab.transport());
      try (RawClient raw = new RawClient(listener.localAddress())) {
        byte[] hello = RawClient.hello("a.example");
        byte[] message = Arrays.copyOfRange(hello, 5, hello.length);
        int half = message.length / 2;
        raw.send(record(message, 0, half));
        Thread.sleep(20);
        raw.send(record(message, half, message.length));
        assertThat(raw.socket().getInputStream().readNBytes(6)[5]).isEqualTo((byte) 2);
      }
    }
  }

  private static byte[] record(byte[] message, int from, int to) {
    byte[] record = new byte[5 + to - from];
    record[0] = 22;
    record[1] = 3;
    record[2] = 1;
    record[3] = (byte) ((to - from) >> 8);
    record[4] = (byte) (to - from);
    System.arraycopy(message, from, record, 5, to - from);
    return record;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void plainHttpIsToldApartWithOneDomainAndWithSeveral(String library) throws Exception {
    byte[] request = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    try (Lab several = lab(library);
        Lab one = Lab.of(library, server("only", A))) {
      for (Lab lab : new Lab[] {several, one}) {
        TlsTransport transport = lab.transport();
        TlsListener listener = echo(transport);
        try (RawClient raw = new RawClient(listener.localAddress())) {
          raw.send(request);
          byte[] answer = raw.readAll();
          // An alert or nothing, and never a byte of the application.
          assertThat(answer.length == 0 || answer[0] == 21).isTrue();
        }
        Lab.waitFor("a failure", () -> transport.statistics().failed(FailureReason.NOT_TLS) == 1);
        assertThat(transport.statistics().failed()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void aBadHelloIsRefusedWithItsAlert(String library) throws Exception {
    try (Lab lab = lab(library)) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      byte[] hello = RawClient.hello("a.example");
      hello[5 + 4 + 2 + 32] = 99; // a session id of 99 bytes
      try (RawClient raw = new RawClient(listener.localAddress())) {
        raw.send(hello);
        raw.send(new byte[200_000]); // more that nobody reads must not cost the alert
        assertThat(raw.readAll()).containsExactly(21, 3, 3, 0, 2, 2, 50);
      }
      assertThat(transport.statistics().failed(FailureReason.BAD_HELLO)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void withoutADomainForTheAddressTheConnectionIsClosed(String library) throws Exception {
    InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
    try (Lab lab = Lab.of(library, server("far", A).matchAddress(elsewhere, 5061))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      try (RawClient raw = new RawClient(listener.localAddress())) {
        assertThat(raw.readAll()).isEmpty();
      }
      assertThat(transport.statistics().failed(FailureReason.NO_DOMAIN)).isEqualTo(1);
      assertThat(transport.statistics().handshaking()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void theAddressOfTheConnectionCountsNotThatOfTheListener(String library) throws Exception {
    InetAddress two = InetAddress.getByName("127.0.0.2");
    int port = freePort();
    try (Lab lab =
        Lab.of(
            library,
            server("one", A).matchAddress(Lab.LOOPBACK, port),
            server("two", B).matchAddress(two, port),
            client("out"))) {
      TlsTransport transport = lab.transport();
      transport.listen(new InetSocketAddress(port), channel -> {});
      for (InetAddress address : new InetAddress[] {Lab.LOOPBACK, two}) {
        Channel channel =
            await(
                transport.connect(ClientTarget.of(new InetSocketAddress(address, port)), ch -> {}));
        assertThat(peerName(channel)).isEqualTo(address.equals(two) ? "b.example" : "a.example");
        channel.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void listensOnIpv6(String library) throws Exception {
    InetAddress six = Inet6Address.getByName("::1");
    try (Lab lab = Lab.of(library, server("six", A), client("out"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener =
          transport.listen(
              new InetSocketAddress(six, 0), channel -> channel.pipeline().addLast(new Lab.Echo()));
      assertThat(listener.toString()).startsWith("TlsListener[[0:0:0:0:0:0:0:1]:");
      Mailbox mailbox = new Mailbox();
      Channel channel = Lab.connect(transport, to(listener), mailbox);
      channel.writeAndFlush(Lab.text("six"));
      mailbox.awaitText("six");
    }
  }

  private static int freePort() throws Exception {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
