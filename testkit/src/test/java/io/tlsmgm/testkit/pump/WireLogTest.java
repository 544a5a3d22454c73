package io.tlsmgm.testkit.pump;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.TestTrust;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read off the wire is what the engines say. */
class WireLogTest {
  private static final TestCa CA = TestCa.create("Wire CA");
  private static final byte[] RETRY_RANDOM =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"TLSV1_2", "TLSV1_3"})
  void handshakeIsReadOffTheWire(ProtocolVersion version) {
    ReferencePeer client = ReferencePeer.client(TestTrust.of(CA)).protocols(version);
    ReferencePeer server =
        ReferencePeer.server(TestTrust.of(CA), CA.leaf("server").issue().entry())
            .protocols(version);
    EnginePump first = new EnginePump(client.engine(), server.engine()).handshake();
    assertThat(first.resumed()).isFalse();
    HelloMessage hello = first.sentBy(Role.SERVER).hello().orElseThrow();
    assertThat(hello.version()).isEqualTo(version.code());
    CipherSuite suite =
        CipherSuite.ofName(first.client().getSession().getCipherSuite()).orElseThrow();
    assertThat(hello.cipherSuites()).containsExactly(suite.code());
    assertThat(first.sentBy(Role.SERVER).group().flatMap(NamedGroup::ofCode)).isPresent();
    HelloMessage offer = first.sentBy(Role.CLIENT).hello().orElseThrow();
    assertThat(offer.serverName()).contains("peer.example.test");
    assertThat(offer.cipherSuites()).contains(suite.code()).hasSizeGreaterThan(2);
    assertThat(offer.hasPreSharedKey()).isFalse();
    assertThat(offer.hasTicket()).isFalse();
    first.transfer(new byte[1], new byte[1]);
    first.close(Role.CLIENT);
    EnginePump second = new EnginePump(client.engine(), server.engine()).handshake();
    assertThat(second.resumed()).isTrue();
    HelloMessage again = second.sentBy(Role.CLIENT).hello().orElseThrow();
    assertThat(again.hasPreSharedKey() || again.hasTicket()).isTrue();
  }

  /** The record of a ServerHello with a key share. */
  private static byte[] serverHello(byte[] random, NamedGroup group) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {3, 3});
    body.writeBytes(random);
    body.writeBytes(new byte[] {0, 0x13, 0x01, 0, 0, 12});
    body.writeBytes(new byte[] {0, 43, 0, 2, 3, 4});
    body.writeBytes(new byte[] {0, 51, 0, 2, (byte) (group.code() >> 8), (byte) group.code()});
    byte[] message = new byte[4 + body.size()];
    message[0] = 2;
    message[3] = (byte) body.size();
    System.arraycopy(body.toByteArray(), 0, message, 4, body.size());
    return new TlsRecord(TlsRecord.HANDSHAKE, 0x0303, message).encoded();
  }

  @Test
  void helloAfterARetryCounts() {
    WireLog log = new WireLog();
    log.add(serverHello(RETRY_RANDOM, NamedGroup.SECP384R1));
    assertThat(log.hello().orElseThrow().isRetry()).isTrue();
    log.add(new TlsRecord(TlsRecord.CHANGE_CIPHER_SPEC, 0x0303, new byte[] {1}).encoded());
    log.add(serverHello(new byte[32], NamedGroup.X25519));
    log.add(new TlsRecord(TlsRecord.APPLICATION_DATA, 0x0303, new byte[30]).encoded());
    assertThat(log.hello().orElseThrow().isRetry()).isFalse();
    assertThat(log.group()).contains(NamedGroup.X25519.code());
    assertThat(log.resumes()).isFalse();
  }

  @Test
  void recordsAndAlerts() {
    WireLog log = new WireLog();
    log.add(new TlsRecord(TlsRecord.ALERT, 0x0303, new byte[] {2, 40}).encoded());
    log.add(new byte[] {23, 3, 3, 0, 9, 1});
    List<TlsRecord> records = log.records();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).version()).isEqualTo(0x0303);
    assertThat(log.alert()).contains(AlertDescription.HANDSHAKE_FAILURE);
    TlsRecord encrypted = new TlsRecord(TlsRecord.ALERT, 0x0303, new byte[24]);
    assertThat(encrypted.alert()).isEmpty();
  }
}
