package io.tlsmgm.api.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** Hellos of the JDK and of OpenSSL, made while the test runs. */
class RealHelloTest {
  @Test
  void readsTheJdk() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName("Sip.Example.com")));
    parameters.setApplicationProtocols(new String[] {"sip/2", "sip"});
    engine.setSSLParameters(parameters);
    ClientHello hello = readInEveryCut(firstFlight(engine));
    assertThat(hello.legacyVersion()).isEqualTo(0x0303);
    assertThat(hello.serverName()).contains("sip.example.com");
    assertThat(hello.supportedVersions()).containsExactly(0x0304, 0x0303);
    assertThat(hello.cipherSuites()).contains(0x1301, 0x1302, 0xc02f);
    assertThat(hello.groups()).contains(29, 23);
    assertThat(hello.signatureSchemes()).contains(0x0403, 0x0804);
    assertThat(hello.applicationProtocols()).containsExactly("sip/2", "sip");
  }

  @Test
  void readsTheJdkWithoutServerName() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.2"});
    ClientHello hello = readInEveryCut(firstFlight(engine));
    assertThat(hello.serverName()).isEmpty();
    assertThat(hello.cipherSuites()).doesNotContain(0x1301);
  }

  @Test
  void readsOpenSsl() throws Exception {
    ClientHello hello =
        readInEveryCut(
            openSsl(
                "-servername",
                "UNDER_score.example",
                "-alpn",
                "sip/2,sip",
                "-groups",
                "X25519:P-256"));
    assertThat(hello.legacyVersion()).isEqualTo(0x0303);
    assertThat(hello.serverName()).contains("under_score.example");
    assertThat(hello.supportedVersions()).contains(0x0304, 0x0303);
    assertThat(hello.groups()).containsExactly(29, 23);
    assertThat(hello.applicationProtocols()).containsExactly("sip/2", "sip");
  }

  @Test
  void readsOpenSslOfTls12() throws Exception {
    ClientHello hello =
        readInEveryCut(openSsl("-noservername", "-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA"));
    assertThat(hello.serverName()).isEmpty();
    assertThat(hello.supportedVersions()).isEmpty();
    // The suite asked for, and the signalling value of RFC 5746.
    assertThat(hello.cipherSuites()).containsExactly(0xc013, 0x00ff);
  }

  @Test
  void readsOpenSslInRecordsOfAFewBytes() throws Exception {
    // OpenSSL cuts no record below 512 bytes, so a long list of ALPN names makes it cut.
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      names.add("application-protocol-number-" + i);
    }
    byte[] flight =
        openSsl(
            "-max_send_frag", "512", "-servername", "a.example", "-alpn", String.join(",", names));
    assertThat(ByteBuffer.wrap(flight).getShort(3)).isEqualTo((short) 512);
    ClientHello hello = readInEveryCut(flight);
    assertThat(hello.serverName()).contains("a.example");
    assertThat(hello.applicationProtocols()).isEqualTo(names);
  }

  /** Reads {@code flight} cut at every place, and asserts that the cut makes no difference. */
  private static ClientHello readInEveryCut(byte[] flight) throws ClientHelloException {
    ClientHello hello = new ClientHelloReader().read(ByteBuffer.wrap(flight)).orElseThrow();
    for (int cut = 0; cut < flight.length; cut++) {
      ClientHelloReader reader = new ClientHelloReader();
      assertThat(reader.read(ByteBuffer.wrap(flight, 0, cut))).isEmpty();
      Optional<ClientHello> rest = reader.read(ByteBuffer.wrap(flight, cut, flight.length - cut));
      assertThat(rest).contains(hello);
      assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(flight));
    }
    return hello;
  }

  private static byte[] firstFlight(SSLEngine engine)
      throws SSLException, GeneralSecurityException {
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    byte[] flight = new byte[out.flip().remaining()];
    out.get(flight);
    return flight;
  }

  private static byte[] openSsl(String... options) throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(20_000);
      List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect"));
      command.add("127.0.0.1:" + server.getLocalPort());
      command.addAll(List.of(options));
      Process client =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      try (Socket socket = server.accept()) {
        socket.setSoTimeout(20_000);
        return readHello(socket.getInputStream());
      } finally {
        client.destroy();
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static byte[] readHello(InputStream in) throws IOException {
    ClientHelloReader reader = new ClientHelloReader();
    byte[] chunk = new byte[37];
    try {
      int count;
      do {
        count = in.read(chunk);
        assertThat(count).isPositive();
      } while (reader.read(ByteBuffer.wrap(chunk, 0, count)).isEmpty());
    } catch (ClientHelloException e) {
      throw new AssertionError("refused what OpenSSL sends", e);
    }
    byte[] received = new byte[reader.received().remaining()];
    reader.received().get(received);
    return received;
  }
}
