package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.pump.BufferKind;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.Fragmentation;
import io.tlsmgm.testkit.pump.PumpOptions;
import io.tlsmgm.testkit.pump.TlsRecord;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Buffers of every kind and size, cut anywhere. {@link EnginePump} checks each of its calls:
 * positions, limits, order, and nothing written beside a buffer.
 */
public abstract class BufferContract extends Contract {
  private static final int MAX_PLAINTEXT = 1 << 14;

  /** For subclasses. */
  protected BufferContract() {}

  final Stream<Arguments> fragmentations() {
    List<Supplier<Fragmentation>> patterns =
        List.of(
            Fragmentation.flights(),
            Fragmentation.records(),
            Fragmentation.singleBytes(),
            Fragmentation.random(7),
            Fragmentation.random(11));
    return versions()
        .flatMap(
            version ->
                Stream.iterate(0, i -> i < patterns.size(), i -> i + 1)
                    .map(i -> Arguments.of(version, i, patterns.get(i))));
  }

  final Stream<Arguments> bufferKinds() {
    List<Arguments> all = new ArrayList<>();
    int pieces = 0;
    for (ProtocolVersion version : versions().toList()) {
      for (BufferKind source : BufferKind.values()) {
        for (BufferKind destination : BufferKind.values()) {
          if (destination.writable() && (source.writable() || readsReadOnlySources())) {
            all.add(Arguments.of(version, source, destination, 1 + pieces++ % 4));
          }
        }
      }
    }
    return all.stream();
  }

  private boolean readsReadOnlySources() {
    return !deviates(Deviation.READ_ONLY_SOURCE_IS_AN_ERROR);
  }

  @ParameterizedTest(name = "{0}, pattern {1}")
  @MethodSource("fragmentations")
  void bytesArriveInAnyPieces(ProtocolVersion version, int pattern, Supplier<Fragmentation> cut) {
    EnginePump pump =
        pump(open(mutualClient(version)), open(mutualServer(version)), options().fragmentation(cut))
            .handshake();
    pump.transfer(bytes(pattern, 700), bytes(pattern + 1, 18_000));
    pump.close(Role.SERVER);
  }

  @ParameterizedTest
  @MethodSource("bufferKinds")
  void buffersAreOfAnyKind(
      ProtocolVersion version, BufferKind source, BufferKind destination, int pieces) {
    PumpOptions options = options().buffers(source, destination).pieces(pieces);
    EnginePump pump = pump(open(client(version)), open(server(version)), options).handshake();
    pump.transfer(bytes(3, 1), bytes(4, 40_000));
    pump.transfer(bytes(5, MAX_PLAINTEXT), bytes(6, 2));
    pump.close(Role.CLIENT);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void sourcesMayBeReadOnly(ProtocolVersion version, Role writer) throws SSLException {
    EnginePump pump = connected(version);
    ByteBuffer wire = room(pump.engine(writer));
    ByteBuffer data = ByteBuffer.wrap(bytes(1, 100)).asReadOnlyBuffer();
    SSLEngineResult wrapped = pump.engine(writer).wrap(data, wire);
    assertThat(wrapped.bytesConsumed()).isEqualTo(100);
    SSLEngine reader = pump.engine(other(writer));
    ByteBuffer source = wire.flip().asReadOnlyBuffer();
    ByteBuffer to = ByteBuffer.allocate(reader.getSession().getApplicationBufferSize());
    if (readsReadOnlySources()) {
      while (source.hasRemaining()) {
        assertThat(reader.unwrap(source, to).getStatus()).isEqualTo(Status.OK);
      }
      assertThat(to.flip()).isEqualTo(data.rewind());
    } else {
      assertThatThrownBy(() -> reader.unwrap(source, to)).isInstanceOf(SSLException.class);
    }
  }

  /** RFC 8446 section 5.1: a message may be spread over records. */
  @ParameterizedTest
  @MethodSource("versions")
  void helloMayBeSpreadOverRecords(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    TlsRecord hello = TlsRecord.parse(pump.intercept(Role.SERVER)).get(0);
    byte[] message = hello.fragment();
    for (int from = 0; from < message.length; from += 50) {
      byte[] part = Arrays.copyOfRange(message, from, Math.min(message.length, from + 50));
      pump.inject(Role.SERVER, new TlsRecord(hello.contentType(), hello.version(), part).encoded());
    }
    exchange(pump.handshake());
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void oneCallReadsOneRecord(ProtocolVersion version, Role reader) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(reader);
    byte[] first = seal(pump.engine(other(reader)), bytes(1, 100));
    byte[] second = seal(pump.engine(other(reader)), bytes(2, 200));
    ByteBuffer wire = ByteBuffer.allocate(first.length + second.length).put(first).put(second);
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    wire.flip();
    for (TlsRecord record : TlsRecord.parse(wire.array())) {
      SSLEngineResult result = engine.unwrap(wire, to);
      assertThat(result.bytesConsumed()).isEqualTo(record.encoded().length);
    }
    assertThat(to.position()).isEqualTo(300);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void wrappingNothingSendsNoData(ProtocolVersion version, Role writer) throws SSLException {
    EnginePump pump = connected(version);
    byte[] wire = seal(pump.engine(writer), new byte[0]);
    pump.inject(other(writer), wire);
    pump.send(writer, bytes(1, 10));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void recordsAreWithinTheirLimits(ProtocolVersion version) {
    EnginePump pump = connected(version);
    pump.transfer(bytes(1, 50_000), bytes(2, 50_000));
    // RFC 8446 section 5.2 and RFC 5246 section 6.2.3.
    int limit = MAX_PLAINTEXT + (version == ProtocolVersion.TLSV1_3 ? 256 : 2_048);
    for (Role role : Role.values()) {
      List<TlsRecord> records = pump.sentBy(role).records();
      assertThat(records).extracting(record -> record.fragment().length).allMatch(n -> n <= limit);
      assertThat(records)
          .filteredOn(record -> record.contentType() == TlsRecord.APPLICATION_DATA)
          .isNotEmpty()
          .extracting(TlsRecord::version)
          .containsOnly(Math.min(version.code(), 0x0303));
    }
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void argumentsAreChecked(ProtocolVersion version, Role role) throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine engine = pump.engine(role);
    ByteBuffer full = ByteBuffer.wrap(bytes(1, 10));
    ByteBuffer room = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    ByteBuffer[] three = {full, full.duplicate(), full.duplicate()};
    ByteBuffer[] rooms = {room, room.duplicate(), room.duplicate()};
    for (int[] part : new int[][] {{-1, 1}, {0, -1}, {0, 4}, {3, 1}, {4, 0}, {2, 2}}) {
      assertThatThrownBy(() -> engine.wrap(three, part[0], part[1], room))
          .as("wrap, offset %d length %d", part[0], part[1])
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> engine.unwrap(full, rooms, part[0], part[1]))
          .as("unwrap, offset %d length %d", part[0], part[1])
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    ByteBuffer[] holed = {room, null, room.duplicate()};
    List<ThrowingCallable> illegal =
        List.of(
            () -> engine.wrap((ByteBuffer) null, room),
            () -> engine.wrap((ByteBuffer[]) null, room),
            () -> engine.wrap(null, 0, 1, room),
            () -> engine.wrap(full, null),
            () -> engine.wrap(holed, room),
            () -> engine.wrap(holed, 1, 1, room),
            () -> engine.unwrap(null, room),
            () -> engine.unwrap(full, (ByteBuffer) null),
            () -> engine.unwrap(full, (ByteBuffer[]) null),
            () -> engine.unwrap(full, null, 0, 1),
            () -> engine.unwrap(full, holed),
            () -> engine.unwrap(full, holed, 1, 1));
    for (int i = 0; i < illegal.size(); i++) {
      assertThatThrownBy(illegal.get(i))
          .as("call %d", i)
          .isInstanceOf(IllegalArgumentException.class)
          .isNotInstanceOf(ReadOnlyBufferException.class);
    }
    ByteBuffer readOnly = room.asReadOnlyBuffer();
    assertThatThrownBy(() -> engine.wrap(full, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> engine.unwrap(full, readOnly))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> engine.unwrap(full, new ByteBuffer[] {room, readOnly}))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(full.remaining()).isEqualTo(10);
    assertThat(room.position()).isZero();
    exchange(pump);
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void whatIsOutsideOfOffsetAndLengthMayBeNull(ProtocolVersion version, Role reader)
      throws SSLException {
    EnginePump pump = connected(version);
    SSLEngine writer = pump.engine(other(reader));
    SSLEngine engine = pump.engine(reader);
    ByteBuffer wire = room(writer);
    ByteBuffer[] sources = {null, ByteBuffer.wrap(bytes(1, 100)), null};
    assertThat(writer.wrap(sources, 1, 1, wire).bytesConsumed()).isEqualTo(100);
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    ByteBuffer[] destinations = {null, to, null};
    wire.flip();
    if (deviates(Deviation.NULL_BESIDE_THE_RANGE_IS_AN_ERROR)) {
      assertThatThrownBy(() -> engine.unwrap(wire, destinations, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    while (wire.hasRemaining()) {
      engine.unwrap(wire, destinations, 1, 1);
    }
    assertThat(to.position()).isEqualTo(100);
  }
}
