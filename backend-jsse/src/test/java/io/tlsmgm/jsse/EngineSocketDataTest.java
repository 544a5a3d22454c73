package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets around engines carry data, with each other and with the sockets of the JDK. */
class EngineSocketDataTest {
  private static final int MEGABYTES = 6 << 20;

  static Stream<Arguments> pairs() {
    return Stream.of("TLSv1.2", "TLSv1.3")
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(version, true, false),
                    Arguments.of(version, false, true),
                    Arguments.of(version, true, true)));
  }

  private static SSLContext context(boolean engines, String version) throws Exception {
    return engines ? SocketPair.engines(version) : SocketPair.jdk(version);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void dataInBothDirectionsAtOnce(String version, boolean client, boolean server) throws Exception {
    byte[] up = noise(MEGABYTES);
    byte[] down = noise(MEGABYTES + 1);
    try (SocketPair pair = SocketPair.of(context(client, version), context(server, version))) {
      List<Future<byte[]>> moved =
          List.of(
              pair.start(() -> pair.server.getInputStream().readNBytes(up.length)),
              pair.start(() -> pair.client.getInputStream().readNBytes(down.length)),
              pair.start(() -> write(pair.client, up, 70_001)),
              pair.start(() -> write(pair.server, down, 999)));
      assertThat(SocketPair.await(moved.get(0))).isEqualTo(up);
      assertThat(SocketPair.await(moved.get(1))).isEqualTo(down);
      SocketPair.await(moved.get(2));
      SocketPair.await(moved.get(3));
      assertThat(pair.client.getSession().getProtocol()).isEqualTo(version);
      assertThat(pair.server.getSession().getProtocol()).isEqualTo(version);
      assertThat(pair.client.getSession().isValid()).isTrue();
    }
  }

  private static byte[] write(Socket to, byte[] data, int chunk) throws Exception {
    OutputStream out = to.getOutputStream();
    for (int at = 0; at < data.length; at += chunk) {
      out.write(data, at, Math.min(chunk, data.length - at));
    }
    return data;
  }

  /**
   * Renegotiation (TLS 1.2) and key updates (TLS 1.3) while data flows; no more of it than the
   * network holds. With more, both ends may owe an answer while both wait for the other to read:
   * the JDK's sockets do, and the tests have them at one end.
   */
  @ParameterizedTest
  @MethodSource("pairs")
  void handshakesWhileDataFlows(String version, boolean client, boolean server) throws Exception {
    byte[] up = noise(40_000);
    byte[] down = noise(40_000);
    try (SocketPair pair = SocketPair.of(context(client, version), context(server, version))) {
      pair.handshake();
      SSLSocket starter = client ? pair.client : pair.server;
      // Both ends read until the end: a handshake needs a peer that reads.
      Future<byte[]> atServer = pair.start(() -> pair.server.getInputStream().readAllBytes());
      Future<byte[]> atClient = pair.start(() -> pair.client.getInputStream().readAllBytes());
      Future<byte[]> fromClient = pair.start(() -> write(pair.client, up, 200));
      Future<byte[]> fromServer = pair.start(() -> write(pair.server, down, 200));
      for (int i = 0; i < 3; i++) {
        starter.startHandshake();
      }
      SocketPair.await(fromClient);
      SocketPair.await(fromServer);
      pair.client.shutdownOutput();
      pair.server.shutdownOutput();
      assertThat(SocketPair.await(atServer)).isEqualTo(up);
      assertThat(SocketPair.await(atClient)).isEqualTo(down);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aBlockedReadDoesNotStopWrites(String version) throws Exception {
    try (SocketPair pair =
        SocketPair.of(SocketPair.engines(version), SocketPair.engines(version))) {
      // The reader begins the handshake; the writer finds it under way.
      Future<Integer> answer = pair.start(() -> pair.client.getInputStream().read());
      Future<byte[]> got = pair.start(() -> pair.server.getInputStream().readNBytes(300_000));
      for (int i = 0; i < 3; i++) {
        pair.client.getOutputStream().write(noise(100_000));
      }
      assertThat(SocketPair.await(got)).hasSize(300_000);
      assertThat(answer).isNotDone();
      pair.server.getOutputStream().write(42);
      assertThat(SocketPair.await(answer)).isEqualTo(42);
    }
  }

  /** Each write is whole at the peer, whoever else writes. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void writesOfSeveralThreadsDoNotMix(String version) throws Exception {
    int length = 50_000;
    int writers = 6;
    try (SocketPair pair =
        SocketPair.of(SocketPair.engines(version), SocketPair.engines(version))) {
      Future<byte[]> got =
          pair.start(() -> pair.server.getInputStream().readNBytes(writers * length));
      for (int writer = 0; writer < writers; writer++) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) (writer + 1));
        pair.start(() -> write(pair.client, data, length));
      }
      byte[] all = SocketPair.await(got);
      for (int at = 0; at < all.length; at += length) {
        byte[] part = Arrays.copyOfRange(all, at, at + length);
        assertThat(part).containsOnly(part[0]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whatIsDecryptedIsAvailable(String version) throws Exception {
    try (SocketPair pair =
        SocketPair.of(SocketPair.engines(version), SocketPair.engines(version))) {
      pair.handshake();
      InputStream in = pair.client.getInputStream();
      assertThat(in.available()).isZero();
      pair.server.getOutputStream().write(new byte[] {1, 2, 3});
      assertThat(in.read()).isEqualTo(1);
      assertThat(in.available()).isEqualTo(2);
      assertThat(in.readNBytes(2)).containsExactly(2, 3);
      assertThat(in.read(new byte[0])).isZero();
    }
  }

  /** As with STARTTLS: plain bytes, TLS over the same connection, then plain bytes again. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aLayeredSocketLeavesTheOneBelow(String version) throws Exception {
    SSLContext context = SocketPair.engines(version);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        Socket below = new Socket(loopback, listener.getLocalPort());
        Socket accepted = listener.accept();
        SocketPair threads = SocketPair.of(context, context)) {
      below.setSoTimeout(SocketPair.MILLIS);
      accepted.setSoTimeout(SocketPair.MILLIS);
      Future<Integer> server =
          threads.start(
              () -> {
                try (Socket tls =
                    context.getSocketFactory().createSocket(accepted, (InputStream) null, false)) {
                  assertThat(((SSLSocket) tls).getUseClientMode()).isFalse();
                  assertThat(tls.getInputStream().readNBytes(100_000)).hasSize(100_000);
                  tls.getOutputStream().write(1);
                }
                accepted.getOutputStream().write("plain".getBytes(StandardCharsets.US_ASCII));
                return accepted.getInputStream().read();
              });
      try (Socket tls = context.getSocketFactory().createSocket(below, "localhost", 5061, false)) {
        tls.getOutputStream().write(noise(100_000));
        assertThat(tls.getInputStream().read()).isEqualTo(1);
        assertThat(((SSLSocket) tls).getSession().getPeerHost()).isEqualTo("localhost");
      }
      assertThat(below.isClosed()).isFalse();
      assertThat(below.getInputStream().readNBytes(5)).asString().isEqualTo("plain");
      below.getOutputStream().write(9);
      assertThat(SocketPair.await(server)).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerTakesWhatWasReadAlready(String version) throws Exception {
    SSLContext context = SocketPair.engines(version);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket listener = new ServerSocket(0, 1, loopback);
        SSLSocket client = SocketPair.socket(SocketPair.jdk(version));
        SocketPair threads = SocketPair.of(context, context)) {
      client.connect(listener.getLocalSocketAddress());
      client.setSoTimeout(SocketPair.MILLIS);
      Future<Integer> got = threads.start(() -> client.getInputStream().read());
      Socket accepted = listener.accept();
      byte[] begun = accepted.getInputStream().readNBytes(20);
      Socket tls =
          context.getSocketFactory().createSocket(accepted, new ByteArrayInputStream(begun), true);
      tls.getOutputStream().write(77);
      assertThat(SocketPair.await(got)).isEqualTo(77);
      tls.close();
      assertThat(accepted.isClosed()).isTrue();
    }
  }
}
