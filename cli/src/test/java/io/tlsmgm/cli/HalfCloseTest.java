package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The end of one direction while the other goes on, with the library that can do it: JSSE in TLS
 * 1.3. Conscrypt ends both.
 */
class HalfCloseTest {
  @Test
  void connectThroughForwardLosesNothingAfterTheEndOfItsInput(@TempDir Path directory)
      throws Exception {
    Site site = Site.create(directory);
    byte[] data = new byte[20 << 20];
    new Random(7).nextBytes(data);
    try (EchoServer backend = new EchoServer();
        Serving serving =
            Serving.start(
                site.config(), "--library", "jsse", "--forward", "127.0.0.1:" + backend.port())) {
      List<String> command =
          new ArrayList<>(Tool.tlsmgm("connect", "127.0.0.1:" + site.names(), "--library", "jsse"));
      command.addAll(List.of("--ca-file", site.file("ca.pem"), "--tls-method", "TLSv1_3"));
      Tool.Result result = Tool.run(command, data, ISO_8859_1);
      assertThat(result.err()).isEmpty();
      assertThat(result.exit()).isZero();
      assertThat(result.out()).hasSize(data.length);
      assertThat(Arrays.mismatch(result.out().getBytes(ISO_8859_1), data)).isEqualTo(-1);
      assertThat(backend.received.get()).isEqualTo(data.length);
      assertThat(serving.listening()).hasSize(3);
    }
  }
}
