package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.ReferencePeer;
import io.tlsmgm.testkit.pump.TlsRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Peers that are broken or mean harm: refused, without a loop, and nothing but SSLException. */
public abstract class HostilePeerContract extends Contract {
  private static final int MUTATIONS = 60;

  /** For subclasses. */
  protected HostilePeerContract() {}

  /** First bytes of a connection, in hex where they are not text. */
  private static final List<String> GARBAGE =
      List.of(
          "GET / HTTP/1.1\r\nHost: sip.example.test\r\n\r\n",
          "OPTIONS sip:example.test SIP/2.0\r\nVia: SIP/2.0/TCP example.test\r\n",
          "hex 000000000000",
          "hex ffffffffffffff",
          "hex 802e0100020015", // an SSLv2 CLIENT-HELLO
          "hex 160301000463000000", // a handshake message of unknown type
          "hex 160909000401000000", // a record of version 9.9
          "hex 160301ffff01000000", // a record of 65,535 bytes
          "hex 140303000101", // change_cipher_spec
          "hex 17030300020101"); // application data

  final Stream<Arguments> garbage() {
    return versions()
        .flatMap(
            version ->
                Stream.of(Role.values())
                    .flatMap(
                        role -> GARBAGE.stream().map(text -> Arguments.of(version, role, text))));
  }

  private static byte[] decode(String text) {
    return text.startsWith("hex ")
        ? HexFormat.of().parseHex(text, 4, text.length())
        : text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsRefused(ProtocolVersion version, Role reader, String text) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    pump.engine(reader).beginHandshake();
    pump.settle(reader);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(decode(text));
    // An engine may wait for the whole of a record that garbage announces, not for more.
    bytes.writeBytes(new byte[70_000]);
    pump.inject(reader, bytes.toByteArray());
    pump.settle(reader);
    assertThat(pump.failure(reader)).isPresent();
    assertThat(pump.finished(reader)).isZero();
    assertDead(pump.engine(reader));
  }

  @ParameterizedTest
  @MethodSource("versionsAndRoles")
  void changedBytesNeverDoMoreThanFail(ProtocolVersion version, Role reader) throws SSLException {
    TlsContext client = open(mutualClient(version));
    TlsContext server = open(mutualServer(version));
    Random random = new Random(17);
    for (int i = 0; i < MUTATIONS; i++) {
      EnginePump pump = pump(client, server);
      pump.client().beginHandshake();
      pump.settle(Role.CLIENT);
      if (reader == Role.CLIENT) {
        pump.settle(Role.SERVER);
      }
      byte[] flight = pump.intercept(reader);
      int at = random.nextInt(flight.length);
      flight[at] ^= (byte) (1 + random.nextInt(255));
      pump.inject(reader, flight);
      try {
        pump.settle();
      } catch (IllegalArgumentException e) {
        assertThat(deviates(Deviation.BAD_AUTHORITY_NAME_IS_UNCHECKED)).as("%s", e).isTrue();
        continue;
      }
      if (pump.failure(Role.CLIENT).isEmpty() && pump.failure(Role.SERVER).isEmpty()) {
        // The change made a length longer, so the rest is waited for, or nobody reads the byte.
        assertThat(pump.finished(Role.CLIENT) > 0).isEqualTo(pump.finished(Role.SERVER) > 0);
      }
    }
  }

  /** Only up to TLS 1.2: the names are encrypted since. */
  @ParameterizedTest
  @MethodSource("legacyVersions")
  void badNameOfAnAuthorityIsRefused(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(mutualClient(version)), open(mutualServer(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    pump.settle(Role.SERVER);
    byte[] flight = pump.intercept(Role.CLIENT);
    byte[] name = Identities.CA.certificate().getSubjectX500Principal().getEncoded();
    int at = lastIndexOf(flight, name);
    flight[at] = (byte) 0xff; // no longer a SEQUENCE
    pump.inject(Role.CLIENT, flight);
    if (deviates(Deviation.BAD_AUTHORITY_NAME_IS_UNCHECKED)) {
      assertThatThrownBy(pump::settle).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    pump.settle();
    assertThat(pump.failure(Role.CLIENT).or(() -> pump.failure(Role.SERVER))).isPresent();
  }

  final Stream<ProtocolVersion> legacyVersions() {
    return versions().filter(version -> version != ProtocolVersion.TLSV1_3);
  }

  /** The names come after the certificates, which hold them, too. */
  private static int lastIndexOf(byte[] bytes, byte[] part) {
    for (int at = bytes.length - part.length; at >= 0; at--) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("the CertificateRequest does not name the authority");
  }

  @ParameterizedTest
  @MethodSource("commonVersions")
  void truncatedHandshakeIsAnError(ProtocolVersion version) throws SSLException {
    EnginePump pump = pump(open(client(version)), open(server(version)));
    pump.client().beginHandshake();
    pump.settle(Role.CLIENT);
    pump.settle(Role.SERVER);
    if (deviates(Deviation.TRUNCATION_IS_SILENT)) {
      assertThat(pump.server().isInboundDone()).isFalse();
      pump.server().closeInbound();
    } else {
      assertThatThrownBy(() -> pump.server().closeInbound()).isInstanceOf(SSLException.class);
    }
    assertThat(pump.server().isInboundDone()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void recordsInTheClearAreRefusedAfterTheHandshake(ProtocolVersion version) {
    for (int type : new int[] {TlsRecord.APPLICATION_DATA, TlsRecord.HANDSHAKE, 24, 99}) {
      for (Role reader : Role.values()) {
        EnginePump pump = connected(version);
        pump.inject(reader, new TlsRecord(type, 0x0303, bytes(type, 60)).encoded());
        assertThat(pump.offer(other(reader), bytes(1, 10))).isEmpty();
        assertThat(pump.failure(reader)).as("type %d to %s", type, reader).isPresent();
      }
    }
  }

  /** RFC 5746 allows it, TLS 1.3 has abolished it; a SIP server has no use for it. */
  @ParameterizedTest
  @MethodSource("legacyVersionsAndRoles")
  void renegotiationIsRefusedOrIgnored(ProtocolVersion version, Role passive) throws Exception {
    TestTrust trust = TestTrust.of(Identities.CA);
    SSLEngine active =
        passive == Role.SERVER
            ? ReferencePeer.client(trust, Identities.client(usualKey()).entry())
                .protocols(version)
                .engine()
            : ReferencePeer.server(trust, Identities.server(usualKey()).entry())
                .protocols(version)
                .needClientAuth()
                .engine();
    EnginePump pump =
        passive == Role.SERVER
            ? pump(active, serverEngine(open(mutualServer(version))))
            : pump(open(mutualClient(version)).newEngine(PEER), active);
    pump.handshake();
    exchange(pump);
    Certificate[] before = pump.engine(passive).getSession().getPeerCertificates();
    active.beginHandshake();
    pump.settle();
    Deviation deviation =
        passive == Role.CLIENT ? Deviation.CLIENT_RENEGOTIATES : Deviation.SERVER_RENEGOTIATES;
    if (deviates(deviation)) {
      assertThat(pump.finished(passive)).isEqualTo(2);
      exchange(pump);
    } else {
      assertThat(pump.finished(passive)).as("handshakes").isEqualTo(1);
    }
    assertThat(pump.engine(passive).getSession().getPeerCertificates()).isEqualTo(before);
  }

  final Stream<Arguments> legacyVersionsAndRoles() {
    return commonVersions()
        .filter(version -> version != ProtocolVersion.TLSV1_3)
        .flatMap(v -> Stream.of(Role.values()).map(role -> Arguments.of(v, role)));
  }
}
