package io.tlsmgm.netty;

import static io.tlsmgm.netty.Lab.A;
import static io.tlsmgm.netty.Lab.B;
import static io.tlsmgm.netty.Lab.CA;
import static io.tlsmgm.netty.Lab.client;
import static io.tlsmgm.netty.Lab.echo;
import static io.tlsmgm.netty.Lab.server;
import static io.tlsmgm.netty.Lab.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.manager.ClientTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What connections leave behind: nothing, whichever way they went. */
class ResourcesTest {
  private static final int CONNECTIONS = 2000;
  private static final int AT_ONCE = 40;

  private static long openFiles() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsse", "openssl"})
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
      assertThat(statistics.refusedNames()).isGreaterThanOrEqualTo(CONNECTIONS / 4);
      assertThat(statistics.failed(FailureReason.CERTIFICATE))
          .isGreaterThanOrEqualTo(CONNECTIONS / 4);
    }
  }

  /** Every fourth each: good, unknown name, without the certificate that is required, cut off. */
  private static void run(TlsTransport transport, TlsListener listener, int count)
      throws Exception {
    Semaphore atOnce = new Semaphore(AT_ONCE);
    CountDownLatch done = new CountDownLatch(count);
    byte[] hello = RawClient.hello("a.example");
    String[] names = {"a.example", "c.example", "b.example"};
    for (int i = 0; i < count; i++) {
      assertThat(atOnce.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
      if (i % 4 == 3) {
        try (RawClient raw = new RawClient(listener.localAddress())) {
          raw.send(hello);
        }
        atOnce.release();
        done.countDown();
        continue;
      }
      ClientTarget target = to(listener).withServerName(names[i % 4]);
      CompletableFuture<Channel> opening = transport.connect(target, channel -> {});
      opening.whenComplete(
          (channel, failure) -> {
            if (channel == null) {
              atOnce.release();
              done.countDown();
            } else {
              channel
                  .closeFuture()
                  .addListener(
                      closed -> {
                        atOnce.release();
                        done.countDown();
                      });
              if (target.serverName().orElseThrow().equals("a.example")) {
                channel.close();
              }
            }
          });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
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
