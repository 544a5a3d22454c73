package io.tlsmgm.api.hello;

import static io.tlsmgm.api.hello.HelloBytes.concat;
import static io.tlsmgm.api.hello.HelloBytes.record;
import static io.tlsmgm.api.hello.HelloBytes.records;
import static io.tlsmgm.api.hello.HelloBytes.uint16;
import static io.tlsmgm.api.hello.HelloBytes.uint16s;
import static io.tlsmgm.api.hello.HelloBytes.vector16;
import static io.tlsmgm.api.hello.HelloBytes.vector8;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientHelloReaderTest {
  private static final HelloBytes FULL =
      new HelloBytes()
          .extension(0x0a0a, new byte[0])
          .serverName("SIP.Example.COM.")
          .extension(43, vector8(uint16s(List.of(0x1a1a, 0x0304, 0x0303))))
          .extension(10, vector16(uint16s(List.of(0x2a2a, 29, 23))))
          .extension(13, vector16(uint16s(List.of(0x0403, 0x0804))))
          .extension(
              16, vector16(concat(vector8("sip".getBytes(US_ASCII)), vector8(new byte[] {-1}))));

  private static final ClientHello FULL_HELLO =
      new ClientHello(
          0x0303,
          List.of(0x1a1a, 0x0304, 0x0303),
          List.of(0x1301, 0xc02f),
          Optional.of("sip.example.com"),
          List.of(0x2a2a, 29, 23),
          List.of(0x0403, 0x0804),
          List.of("sip", "\u00ff"));

  @Test
  void readsWhatChoosesADomain() throws ClientHelloException {
    assertThat(new ClientHelloReader().read(ByteBuffer.wrap(FULL.records()))).contains(FULL_HELLO);
  }

  @Test
  void readsAHelloWithoutExtensions() throws ClientHelloException {
    byte[] records = new HelloBytes().withoutExtensions().records();
    assertThat(new ClientHelloReader().read(ByteBuffer.wrap(records)))
        .contains(
            new ClientHello(
                0x0303,
                List.of(),
                List.of(0x1301, 0xc02f),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void readsByteByByteInRecordsOfOneByte() throws ClientHelloException {
    byte[] bytes = records(FULL.message(), 1);
    ClientHelloReader reader = new ClientHelloReader();
    for (int i = 0; i < bytes.length - 1; i++) {
      assertThat(reader.read(ByteBuffer.wrap(bytes, i, 1))).isEmpty();
    }
    ByteBuffer last = ByteBuffer.wrap(bytes, bytes.length - 1, 1);
    assertThat(reader.read(last)).contains(FULL_HELLO);
    assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void needsMoreAtEveryTruncation() throws ClientHelloException {
    byte[] bytes = records(FULL.message(), 50);
    for (int length = 0; length < bytes.length; length++) {
      ClientHelloReader reader = new ClientHelloReader();
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
      assertThat(reader.read(cut)).as("%d bytes", length).isEmpty();
      assertThat(cut.hasRemaining()).isFalse();
      assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(bytes, 0, length));
      ByteBuffer rest = ByteBuffer.wrap(bytes, length, bytes.length - length);
      assertThat(reader.read(rest)).contains(FULL_HELLO);
    }
  }

  @Test
  void leavesWhatFollowsTheRecordsOfTheHello() throws ClientHelloException {
    byte[] bytes = FULL.records();
    byte[] earlyData = record(23, new byte[40]);
    ByteBuffer in = ByteBuffer.wrap(concat(bytes, earlyData));
    ClientHelloReader reader = new ClientHelloReader();
    assertThat(reader.read(in)).contains(FULL_HELLO);
    assertThat(in.slice()).isEqualTo(ByteBuffer.wrap(earlyData));
    assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(bytes));
  }

  @Test
  void receivedIsAReadOnlySnapshot() throws ClientHelloException {
    byte[] bytes = FULL.records();
    ClientHelloReader reader = new ClientHelloReader();
    reader.read(ByteBuffer.wrap(bytes, 0, 7));
    ByteBuffer early = reader.received();
    reader.read(ByteBuffer.wrap(bytes, 7, bytes.length - 7));
    assertThat(early).isEqualTo(ByteBuffer.wrap(bytes, 0, 7));
    assertThat(early.isReadOnly()).isTrue();
    assertThat(early.capacity()).isEqualTo(7);
  }

  @Test
  void readsFromAnyKindOfBuffer() throws ClientHelloException {
    byte[] bytes = FULL.records();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    assertThat(new ClientHelloReader().read(direct)).contains(FULL_HELLO);
    ByteBuffer readOnly = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    assertThat(new ClientHelloReader().read(readOnly)).contains(FULL_HELLO);
  }

  @Test
  void readsTheLongestMessageInAnyRecords() throws ClientHelloException {
    HelloBytes hello = new HelloBytes().serverName("long.example");
    int padding = ClientHelloReader.MAX_LENGTH - hello.body().length - 4;
    byte[] message = hello.extension(21, new byte[padding]).message();
    assertThat(message).hasSize(ClientHelloReader.MAX_LENGTH + 4);
    for (int perRecord : new int[] {1, 1000, 1 << 14}) {
      Optional<ClientHello> read =
          new ClientHelloReader().read(ByteBuffer.wrap(records(message, perRecord)));
      assertThat(read.flatMap(ClientHello::serverName)).contains("long.example");
    }
  }

  @Test
  void keepsNoMoreMemoryThanArrived() throws ClientHelloException {
    // Claims a full record and a message of 64 KiB, sends nine bytes.
    ClientHelloReader reader = new ClientHelloReader();
    byte[] claim = concat(new byte[] {22, 3, 1}, uint16(1 << 14), new byte[] {1, 1, 0, 0});
    assertThat(reader.read(ByteBuffer.wrap(claim))).isEmpty();
    assertThat(reader.received().remaining()).isEqualTo(claim.length);
    assertThat(reader.capacity()).isLessThanOrEqualTo(1024);
  }

  @Test
  void endsWithTheHello() throws ClientHelloException {
    ClientHelloReader reader = new ClientHelloReader();
    reader.read(ByteBuffer.wrap(FULL.records()));
    assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void endsWithTheException() {
    ClientHelloReader reader = new ClientHelloReader();
    assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(new byte[5])))
        .isInstanceOf(ClientHelloException.class);
    assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(FULL.records())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void everyCorruptByteIsAHelloOrAnException() {
    byte[] bytes = records(FULL.message(), 70);
    int hellos = 0;
    int refused = 0;
    int incomplete = 0;
    for (int at = 0; at < bytes.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] corrupt = bytes.clone();
        corrupt[at] = (byte) value;
        ClientHelloReader reader = new ClientHelloReader();
        ByteBuffer in = ByteBuffer.wrap(corrupt);
        try {
          if (reader.read(in).isPresent()) {
            hellos++;
          } else {
            assertThat(in.hasRemaining()).isFalse();
            incomplete++;
          }
        } catch (ClientHelloException e) {
          assertThat(e.alert()).isNotNull();
          refused++;
        }
        int consumed = in.position();
        assertThat(reader.received()).isEqualTo(ByteBuffer.wrap(Arrays.copyOf(corrupt, consumed)));
      }
    }
    assertThat(hellos).isGreaterThan(bytes.length);
    assertThat(refused).isGreaterThan(bytes.length);
    assertThat(incomplete).isPositive();
  }
}
