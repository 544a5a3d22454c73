package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A serving process that 200 connections a second arrive at while it is told to reload without a
 * pause, with certificate and key changing each time: nobody is turned away, everybody gets what
 * was in force at some moment of the handshake, and the process does not grow.
 */
class ReloadUnderLoadTest {
  private static final Duration TIME = Duration.ofSeconds(8);
  private static final int THREADS = 4;
  private static final int PER_SECOND = 200;
  private static final int PAIRS = 8;
  private static final long MAX_GROWTH_KIB = 48 << 10;

  private final TestCa ca = TestCa.create("load CA");

  /** The last pair that was swapped in, and the last whose reload has returned. */
  private final AtomicInteger written = new AtomicInteger();

  private final AtomicInteger inForce = new AtomicInteger();

  @ParameterizedTest
  @MethodSource("io.tlsmgm.cli.Libraries#all")
  void nobodyIsTurnedAway(String library, @TempDir Path directory) throws Exception {
    for (int i = 0; i < PAIRS; i++) {
      Path pair = Files.createDirectories(directory.resolve("pair" + i));
      Issued leaf = ca.leaf("d").dns("localhost").serial(BigInteger.valueOf(1000 + i)).issue();
      leaf.write(pair.resolve("cert.pem"), pair.resolve("key.pem"));
    }
    swapIn(directory, 0);
    List<Integer> ports = Site.freePorts(2);
    Path config =
        Files.writeString(
            directory.resolve("load.cfg"),
            String.join(
                "\n",
                "socket=tls:127.0.0.1:" + ports.get(0),
                Site.param("server_domain", "d"),
                Site.param("verify_cert", "[d]0"),
                Site.param("certificate", "[d]current/cert.pem"),
                Site.param("private_key", "[d]current/key.pem"),
                ""));
    String mi = "127.0.0.1:" + ports.get(1);
    try (Serving serving =
        Serving.with(
            List.of("-Xms64m", "-Xmx64m"), config.toString(), "--library", library, "--mi", mi)) {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      List<Future<Integer>> clients = new ArrayList<>();
      ConcurrentSkipListSet<Integer> seen = new ConcurrentSkipListSet<>();
      long start = System.nanoTime();
      AtomicBoolean stop = new AtomicBoolean();
      for (int i = 0; i < THREADS; i++) {
        clients.add(threads.submit(() -> connections(ports.get(0), stop, seen)));
      }
      long warm = 0;
      int reloads = 0;
      while (System.nanoTime() - start < TIME.toNanos() || reloads < 2 * PAIRS) {
        written.incrementAndGet();
        swapIn(directory, written.get() % PAIRS);
        assertThat(reload("http://" + mi + "/mi")).contains("\"changed\":1", "\"problems\":[]");
        inForce.set(written.get());
        reloads++;
        if (warm == 0 && System.nanoTime() - start > TIME.toNanos() / 2) {
          warm = residentKib(serving.pid());
        }
      }
      stop.set(true);
      int connections = 0;
      for (Future<Integer> client : clients) {
        connections += client.get();
      }
      threads.shutdown();
      assertThat(residentKib(serving.pid()) - warm).isLessThan(MAX_GROWTH_KIB);
      // 200 a second on a machine that is not busy; on any, some of them before and some after.
      assertThat(connections).isGreaterThan(THREADS);
      assertThat(seen).hasSizeGreaterThan(1);
    }
  }

  /** As Kubernetes changes what a volume holds: all files at once. */
  private static void swapIn(Path directory, int pair) throws IOException {
    Path link = directory.resolve("next");
    Files.createSymbolicLink(link, Path.of("pair" + pair));
    Files.move(
        link,
        directory.resolve("current"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String reload(String uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tls_reload\",\"params\":[\"files\",true]}";
    try (OutputStream out = connection.getOutputStream()) {
      out.write(call.getBytes(UTF_8));
    }
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static long residentKib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Connects at its share of the rate; returns how often. Any failure ends the test. */
  private int connections(int port, AtomicBoolean stop, ConcurrentSkipListSet<Integer> seen)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", ca.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    int count = 0;
    for (long next = System.nanoTime();
        !stop.get();
        next += Duration.ofSeconds(1).toNanos() * THREADS / PER_SECOND) {
      LockSupport.parkNanos(next - System.nanoTime());
      int before = inForce.get();
      int serial;
      Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
      plain.setSoTimeout(20_000);
      // Another name each time: a resumed session would show the certificate of before.
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, "h" + count, port, true)) {
        socket.startHandshake();
        serial =
            ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .intValue();
        socket.getOutputStream().write("ping".getBytes(UTF_8));
        assertThat(socket.getInputStream().readNBytes(4)).asString(UTF_8).isEqualTo("ping");
      }
      int after = written.get();
      int pair = serial - 1000;
      seen.add(pair);
      boolean possible = after - before >= PAIRS;
      for (int version = before; version <= after; version++) {
        possible |= version % PAIRS == pair;
      }
      assertThat(possible).as("pair " + pair + " in " + before + ".." + after).isTrue();
      count++;
    }
    return count;
  }
}
