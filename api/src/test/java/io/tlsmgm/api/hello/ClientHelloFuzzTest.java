package io.tlsmgm.api.hello;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Any bytes are a hello, the start of one, or refused; and the cut makes no difference. */
class ClientHelloFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void reads(byte[] bytes) {
    ClientHelloReader whole = new ClientHelloReader();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Object first = outcome(whole, in);
    assertThat(whole.received()).isEqualTo(ByteBuffer.wrap(Arrays.copyOf(bytes, in.position())));

    ClientHelloReader steps = new ClientHelloReader();
    Object last = "more";
    for (int at = 0; at < bytes.length && last.equals("more"); at++) {
      last = outcome(steps, ByteBuffer.wrap(bytes, at, 1));
    }
    assertThat(last).isEqualTo(first);
    if (first instanceof ClientHello hello) {
      hello.serverName().ifPresent(name -> assertThat(name).matches("[!-@\\[-~]{1,255}"));
    }
  }

  private static Object outcome(ClientHelloReader reader, ByteBuffer in) {
    try {
      Optional<ClientHello> read = reader.read(in);
      return read.isPresent() ? read.get() : "more";
    } catch (ClientHelloException e) {
      return "refused: " + e.getMessage();
    }
  }
}
