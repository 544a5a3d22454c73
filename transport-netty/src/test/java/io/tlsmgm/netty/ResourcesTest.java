package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.B;
import static io.tlsmgm.netty.Lab.CA;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What connections leave behind: nothing, whichever way they went. */
class ResourcesTest {
  private static final int CONNECTIONS = 2000;
  private static final int AT_ONCE = 40;
  private static final int KINDS = 12;

  private static long openFiles() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl", "wolfssl"})
  void nothingIsLeftOfThousandsOfConnectionsThoseThatFailedIncluded(String library)
      throws Exception {
    try (Lab lab =
        Lab.of(
            library,
            server("doma", A).matchSipDomain("a.example"),
            TlsDomainBuilder.server("mutual")
                .key(B.certPem(), B.keyPem())
                .caList(CA.pem())
                .matchSipDomain("b.example"),
            client("out"))) {
      TlsTransport transport = lab.transport();
      TlsListener listener = echo(transport);
      // Whatever is opened once and kept is opened now.
      run(transport, listener, AT_ONCE);
      ended(lab, transport);
      long before = openFiles();
      run(transport, listener, CONNECTIONS);
      ended(lab, transport);
      assertThat(openFiles()).isLessThanOrEqualTo(before);
      TransportStatistics statistics = transport.statistics();
      long sum = statistics.handshakes() + statistics.failed();
      assertThat(sum).isEqualTo(statistics.accepted() + statistics.connects());
      assertThat(statistics.refusedNames()).isGreaterThanOrEqualTo(CONNECTIONS / KINDS * 3);
      assertThat(statistics.failed(FailureReason.CERTIFICATE))
          .isGreaterThanOrEqualTo(CONNECTIONS / KINDS);
    }
  }

  /**
   * Of twelve, one is good, one comes without the certificate that is required, three ask for an
   * unknown name, one goes after its hello, and three each at once and in the middle of it.
   */
  private static void run(TlsTransport transport, TlsListener listener, int count)
      throws Exception {
    Semaphore atOnce = new Semaphore(AT_ONCE);
    byte[] hello = RawClient.hello("a.example");
    String[] names = {"a.example", "b.example", "c.example", "d.example", "e.example"};
    int half = hello.length / 2;
    int[] bytes = {hello.length, 0, half, 0, half, 0, half};
    for (int i = 0; i < count; i++) {
      int kind = i % KINDS;
      if (kind >= names.length) {
        try (RawClient raw = new RawClient(listener.localAddress())) {
          raw.send(Arrays.copyOf(hello, bytes[kind - names.length]));
        }
        continue;
      }
      assertThat(atOnce.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      transport
          .connect(to(listener).withServerName(names[kind]), channel -> {})
          .whenComplete(
              (channel, failure) -> {
                if (channel == null) {
                  atOnce.release();
                  return;
                }
                channel.closeFuture().addListener(closed -> atOnce.release());
                if (kind == 0) {
                  channel.close();
                }
              });
    }
    assertThat(atOnce.tryAcquire(AT_ONCE, 20, TimeUnit.SECONDS)).isTrue();
  }

  private static void ended(Lab lab, TlsTransport transport) throws Exception {
    Lab.waitFor("the last connection", () -> transport.connections().open().isEmpty());
    assertThat(transport.statistics().active()).isZero();
    assertThat(transport.statistics().handshaking()).isZero();
    assertThat(lab.domain(Role.SERVER, "doma").connections()).isZero();
    assertThat(lab.domain(Role.SERVER, "mutual").connections()).isZero();
    assertThat(lab.domain(Role.CLIENT, "out").connections()).isZero();
  }
}
