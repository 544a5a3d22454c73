package io.tlsmgm.api.hello;

import static io.tlsmgm.api.hello.HelloBytes.concat;
import static io.tlsmgm.api.hello.HelloBytes.record;
import static io.tlsmgm.api.hello.HelloBytes.uint16s;
import static io.tlsmgm.api.hello.HelloBytes.vector16;
import static io.tlsmgm.api.hello.HelloBytes.vector8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ClientHelloPropertyTest {
  @Property(tries = 500)
  void generatedHellosRoundTrip(@ForAll("hellos") ClientHello hello) throws ClientHelloException {
    ClientHelloReader reader = new ClientHelloReader();
    assertThat(reader.read(ByteBuffer.wrap(encode(hello).records()))).contains(inLowerCase(hello));
  }

  @Property(tries = 500)
  void fragmentationMakesNoDifference(
      @ForAll("hellos") ClientHello hello,
      @ForAll @IntRange(min = 1, max = 400) int recordMax,
      @ForAll @IntRange(min = 1, max = 400) int bufferMax,
      @ForAll long seed)
      throws ClientHelloException {
    Random random = new Random(seed);
    byte[] bytes = cutIntoRecords(encode(hello).message(), recordMax, random);
    ClientHelloReader reader = new ClientHelloReader();
    Optional<ClientHello> read = Optional.empty();
    int at = 0;
    while (at < bytes.length) {
      assertThat(read).isEmpty();
      int count = Math.min(1 + random.nextInt(bufferMax), bytes.length - at);
      read = reader.read(ByteBuffer.wrap(bytes, at, count));
      at += count;
    }
    assertThat(read).contains(inLowerCase(hello));
    assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Property(tries = 2000)
  void anyBytesAreReadOrRefused(@ForAll("nearHellos") byte[] bytes) {
    // The outcome is free; that it does not depend on the cut is not.
    assertThat(outcome(bytes, 1)).isEqualTo(outcome(bytes, bytes.length));
  }

  private static Object outcome(byte[] bytes, int step) {
    ClientHelloReader reader = new ClientHelloReader();
    try {
      for (int at = 0; at < bytes.length; at += step) {
        ByteBuffer in = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
        Optional<ClientHello> read = reader.read(in);
        if (read.isPresent()) {
          return read.get();
        }
        assertThat(in.hasRemaining()).isFalse();
      }
    } catch (ClientHelloException e) {
      return "refused: " + e.getMessage();
    }
    return "more";
  }

  private static byte[] cutIntoRecords(byte[] message, int recordMax, Random random) {
    List<byte[]> records = new ArrayList<>();
    int at = 0;
    while (at < message.length) {
      int count = Math.min(1 + random.nextInt(recordMax), message.length - at);
      records.add(record(22, Arrays.copyOfRange(message, at, at + count)));
      at += count;
    }
    return concat(records.toArray(byte[][]::new));
  }

  private static ClientHello inLowerCase(ClientHello hello) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.supportedVersions(),
        hello.cipherSuites(),
        hello.serverName().map(n -> n.toLowerCase(Locale.ROOT)),
        hello.groups(),
        hello.signatureSchemes(),
        hello.applicationProtocols());
  }

  private static HelloBytes encode(ClientHello hello) {
    HelloBytes bytes = new HelloBytes();
    bytes.legacyVersion = hello.legacyVersion();
    bytes.cipherSuites = uint16s(hello.cipherSuites());
    bytes.extension(0xfafa, new byte[3]);
    hello.serverName().ifPresent(bytes::serverName);
    if (!hello.supportedVersions().isEmpty()) {
      bytes.extension(43, vector8(uint16s(hello.supportedVersions())));
    }
    if (!hello.groups().isEmpty()) {
      bytes.extension(10, vector16(uint16s(hello.groups())));
    }
    if (!hello.signatureSchemes().isEmpty()) {
      bytes.extension(13, vector16(uint16s(hello.signatureSchemes())));
    }
    if (!hello.applicationProtocols().isEmpty()) {
      byte[][] names =
          hello.applicationProtocols().stream()
              .map(n -> vector8(n.getBytes(ISO_8859_1)))
              .toArray(byte[][]::new);
      bytes.extension(16, vector16(concat(names)));
    }
    return bytes;
  }

  @Provide
  Arbitrary<ClientHello> hellos() {
    Arbitrary<List<Integer>> codes = Arbitraries.integers().between(0, 0xffff).list().ofMaxSize(60);
    Arbitrary<Optional<String>> names =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withChars("0123456789-_.")
            .ofMinLength(1)
            .ofMaxLength(250)
            .map(n -> n + "x")
            .optional();
    Arbitrary<List<String>> protocols =
        Arbitraries.strings()
            .withCharRange('\0', '\u00ff')
            .ofMinLength(1)
            .ofMaxLength(30)
            .list()
            .ofMaxSize(5);
    return Combinators.combine(
            Arbitraries.integers().between(0x0300, 0xffff),
            codes,
            codes.filter(c -> !c.isEmpty()),
            names,
            codes,
            codes,
            protocols)
        .as(ClientHello::new);
  }

  /** A good hello with a few bytes changed, so that deep branches are reached. */
  @Provide
  Arbitrary<byte[]> nearHellos() {
    Arbitrary<List<Integer>> places = Arbitraries.integers().between(0, 9999).list().ofSize(3);
    Arbitrary<List<Byte>> values = Arbitraries.bytes().list().ofSize(3);
    return Combinators.combine(hellos(), places, values)
        .as(
            (hello, at, to) -> {
              byte[] bytes = encode(hello).records();
              for (int i = 0; i < at.size(); i++) {
                bytes[at.get(i) % bytes.length] = to.get(i);
              }
              return bytes;
            });
  }
}
