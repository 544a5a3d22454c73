package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.TlsRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Too little to read, too little room to write, and the sizes that always suffice. */
public abstract class BufferSizeContract extends Contract {
  private static final int MAX_PLAINTEXT = 1 << 14;

  /** For subclasses. */
  protected BufferSizeContract() {}

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void partOfARecordUnderflows(ProtocolVersion version, Role reader) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(reader);
    byte[] data = bytes(1, 100);
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    for (TlsRecord part : sealed(pump.engine(other(reader)), data)) {
      byte[] record = part.encoded();
      for (int shown : new int[] {0, 1, 2, 3, 4, 5, 6, record.length / 2, record.length - 1}) {
        ByteBuffer from = ByteBuffer.wrap(record, 0, shown);
        ByteBuffer room = to.slice();
        assertUntouched(engine.unwrap(from, room), Status.BUFFER_UNDERFLOW, from, shown, room);
      }
      SSLEngineResult whole = engine.unwrap(ByteBuffer.wrap(record), to);
      assertThat(whole.getStatus()).isEqualTo(Status.OK);
      assertThat(whole.bytesConsumed()).isEqualTo(record.length);
    }
    assertThat(Arrays.copyOf(to.array(), to.position())).isEqualTo(data);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void partOfTheHelloUnderflows(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    byte[] hello = pump.intercept(Role.SERVER);
    SSLEngine server = pump.server();
    ByteBuffer to = ByteBuffer.allocate(server.getSession().getApplicationBufferSize());
    for (int shown : new int[] {0, 1, 4, 5, hello.length / 2, hello.length - 1}) {
      ByteBuffer from = ByteBuffer.wrap(hello, 0, shown);
      assertUntouched(server.unwrap(from, to), Status.BUFFER_UNDERFLOW, from, shown, to);
    }
    pump.inject(Role.SERVER, hello);
    exchange(pump.handshake());
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void plaintextThatDoesNotFitOverflows(ProtocolVersion version, Role reader) throws SSLException {
    for (int room : new int[] {0, 1, 500, 998}) {
      EnginePump pump = connected(version);
      SSLEngine engine = pump.engine(reader);
      byte[] data = bytes(1, 1_000);
      List<TlsRecord> records = sealed(pump.engine(other(reader)), data);
      ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
      for (TlsRecord record : records.subList(0, records.size() - 1)) {
        engine.unwrap(ByteBuffer.wrap(record.encoded()), to);
      }
      byte[] record = records.get(records.size() - 1).encoded();
      if (deviates(Deviation.OVERFLOW_KEEPS_THE_REST)) {
        assertRestIsKept(engine, record, room, to);
      } else {
        assertOverflow(engine, record, room);
        assertThat(engine.unwrap(ByteBuffer.wrap(record), to).getStatus()).isEqualTo(Status.OK);
      }
      assertThat(Arrays.copyOf(to.array(), to.position())).isEqualTo(data);
    }
  }

  private static void assertOverflow(SSLEngine engine, byte[] record, int room)
      throws SSLException {
    ByteBuffer from = ByteBuffer.wrap(record);
    ByteBuffer to = ByteBuffer.allocate(room);
    assertUntouched(engine.unwrap(from, to), Status.BUFFER_OVERFLOW, from, record.length, to);
    ByteBuffer[] halves = {ByteBuffer.allocate(room / 2), ByteBuffer.allocate(room / 2)};
    SSLEngineResult scattered = engine.unwrap(from, halves);
    assertUntouched(scattered, Status.BUFFER_OVERFLOW, from, record.length, halves[0], halves[1]);
  }

  private static void assertRestIsKept(SSLEngine engine, byte[] record, int room, ByteBuffer to)
      throws SSLException {
    ByteBuffer little = to.slice().limit(room);
    SSLEngineResult result = engine.unwrap(ByteBuffer.wrap(record), little);
    assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
    assertThat(result.bytesConsumed()).isEqualTo(record.length);
    assertThat(result.bytesProduced()).isEqualTo(room);
    to.position(to.position() + room);
    SSLEngineResult rest = engine.unwrap(ByteBuffer.allocate(0), to);
    assertThat(rest.getStatus()).isEqualTo(Status.OK);
    assertThat(rest.bytesProduced()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void recordThatDoesNotFitOverflows(ProtocolVersion version, Role writer) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(writer);
    byte[] data = bytes(1, 1_000);
    for (int room : new int[] {0, 1, 5, 500, 1_000, 1_010}) {
      ByteBuffer from = ByteBuffer.wrap(data);
      ByteBuffer to = ByteBuffer.allocate(room);
      assertUntouched(engine.wrap(from, to), Status.BUFFER_OVERFLOW, from, data.length, to);
    }
    pump.send(writer, data);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void handshakeMessageThatDoesNotFitOverflows(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    pump.client().beginHandshake();
    for (int room : new int[] {0, 10}) {
      ByteBuffer from = ByteBuffer.allocate(0);
      ByteBuffer to = ByteBuffer.allocate(room);
      assertUntouched(pump.client().wrap(from, to), Status.BUFFER_OVERFLOW, from, 0, to);
    }
    exchange(pump.handshake());
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void sizesOfTheSessionAlwaysSuffice(ProtocolVersion version, Role writer) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine from = pump.engine(writer);
    SSLEngine to = pump.engine(other(writer));
    for (int size : new int[] {1, MAX_PLAINTEXT - 1, MAX_PLAINTEXT, MAX_PLAINTEXT + 1, 100_000}) {
      ByteBuffer wire = room(from);
      SSLEngineResult wrapped = from.wrap(ByteBuffer.wrap(bytes(size, size)), wire);
      assertThat(wrapped.getStatus()).isEqualTo(Status.OK);
      assertThat(wrapped.bytesConsumed()).isBetween(1, Math.min(size, MAX_PLAINTEXT));
      int read = 0;
      for (wire.flip(); wire.hasRemaining(); ) {
        ByteBuffer plain = ByteBuffer.allocate(to.getSession().getApplicationBufferSize());
        SSLEngineResult unwrapped = to.unwrap(wire, plain);
        assertThat(unwrapped.getStatus()).isEqualTo(Status.OK);
        read += unwrapped.bytesProduced();
      }
      assertThat(read).isEqualTo(wrapped.bytesConsumed());
    }
    exchange(pump);
  }

  /** The first call after a handshake may have tickets to send, which is no concern of callers. */
  @ParameterizedTest
  @MethodSource("versions")
  void firstRecordOfAServerFits(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version))).handshake();
    byte[] data = bytes(1, MAX_PLAINTEXT);
    ByteBuffer wire = room(pump.server());
    SSLEngineResult result = pump.server().wrap(ByteBuffer.wrap(data), wire);
    int consumed = result.bytesConsumed();
    if (deviates(Deviation.TICKETS_WITH_THE_FIRST_DATA) && version == ProtocolVersion.TLSV1_3) {
      assertThat(result.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);
      assertThat(consumed).isEqualTo(MAX_PLAINTEXT);
      assertThat(result.bytesProduced()).isZero();
      wire = ByteBuffer.allocate(3 * wire.capacity());
      do {
        result = pump.server().wrap(ByteBuffer.allocate(0), wire);
      } while (result.bytesProduced() > 0);
    }
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    pump.inject(Role.CLIENT, Arrays.copyOf(wire.array(), wire.position()));
    assertThat(consumed).isPositive();
    assertThat(pump.offer(Role.SERVER, new byte[0])).isEqualTo(Arrays.copyOf(data, consumed));
  }

  private static void assertUntouched(
      SSLEngineResult result, Status status, ByteBuffer from, int remaining, ByteBuffer... to) {
    String room = Arrays.toString(Arrays.stream(to).mapToInt(ByteBuffer::capacity).toArray());
    assertThat(result.getStatus()).as("%d bytes into %s", remaining, room).isEqualTo(status);
    assertThat(result.bytesConsumed()).as("consumed").isZero();
    assertThat(result.bytesProduced()).as("produced").isZero();
    assertThat(from.remaining()).isEqualTo(remaining);
    for (ByteBuffer buffer : to) {
      assertThat(buffer.position()).isZero();
    }
  }
}
