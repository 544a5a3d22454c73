package io.tlsmgm.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.UnsupportedSettingException;
import io.tlsmgm.api.backend.HelloOffer;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.pump.FastPump;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConscryptLibraryTest {
  private static ClientHello hello(EnginePeer peer) throws TlsException {
    try (TlsContext context = Domains.LIBRARY.newContext(Domains.client().build())) {
      return HelloOffer.of(context.newEngine(peer)).orElseThrow();
    }
  }

  @Test
  void saysWhatItIs() {
    LibraryStatus status = Domains.LIBRARY.probe();
    assertThat(status.available()).as("%s", status.cause()).isTrue();
    assertThat(status.version()).matches("BoringSSL \\(Conscrypt \\d+\\.\\d+\\.\\d+\\)");
    assertThat(status.origin()).endsWith(".jar");
    assertThat(status.facts()).containsOnlyKeys("os", "arch", "native", "boringssl", "fips");
    assertThat(status.facts().get("boringssl")).matches("[0-9a-f]{40}");
  }

  @Test
  void isNotRegisteredWithTheJvm() throws Exception {
    Domains.LIBRARY.capabilities();
    assertThat(Arrays.stream(Security.getProviders()))
        .noneMatch(provider -> provider.getName().contains("onscrypt"));
    assertThat(SSLContext.getDefault().getProvider().getName()).isEqualTo("SunJSSE");
  }

  /** What {@code docs/libraries.md} says of this library; a change there is one here. */
  @Test
  void canDoWhatThePageSays() throws TlsException {
    Capabilities can = Domains.LIBRARY.capabilities();
    assertThat(can.protocols()).containsExactly(ProtocolVersion.values());
    assertThat(can.defaultProtocols())
        .containsExactly(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3);
    assertThat(can.keyTypes()).containsExactlyInAnyOrder(KeyType.RSA, KeyType.EC);
    assertThat(can.groups())
        .containsExactly(
            NamedGroup.X25519MLKEM768,
            NamedGroup.X25519,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1);
    assertThat(can.features())
        .containsExactlyInAnyOrder(
            Feature.ALPN,
            Feature.SESSION_CONTROL,
            Feature.GROUP_SELECTION,
            Feature.SERVER_SUITE_ORDER,
            Feature.ANY_SERVER_NAME);
    assertThat(can.cipherSuites()).hasSize(17).containsAll(can.defaultCipherSuites());
    assertThat(can.cipherSuites()).noneMatch(suite -> suite.kx() == CipherSuite.Kx.DH);
  }

  @Test
  void enginesAreConscryptsOwn() throws TlsException {
    assertThat(Domains.engine(Domains.client()).getClass().getPackageName())
        .isEqualTo("org.conscrypt");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, sip.example.com, sip.example.com",
    "192.0.2.1, sip.example.com., sip.example.com",
    "host.example.com, sip.example.com, sip.example.com",
    "host.example.com, , ",
    "host.example.com, 192.0.2.1, ",
    "host.example.com, 2001:db8::1, ",
    "host.example.com, under_score.example, ",
    "'', sip.example.com, sip.example.com"
  })
  void sendsTheServerNameAndNothingElse(String host, String name, String sent) throws Exception {
    EnginePeer peer = name == null ? EnginePeer.of(host, 5061) : EnginePeer.of(host, 5061, name);
    assertThat(hello(peer).serverName().orElse(null)).isEqualTo(sent);
  }

  @Test
  void groupsAreOfferedInOrder() throws TlsException {
    List<NamedGroup> groups = List.of(NamedGroup.SECP521R1, NamedGroup.X25519);
    ClientHello hello =
        HelloOffer.of(Domains.engine(Domains.client().groups(groups))).orElseThrow();
    assertThat(hello.groups()).isEqualTo(groups.stream().map(NamedGroup::code).toList());
  }

  @Test
  void suitesOfTls13AreAllOrNone() throws TlsException {
    List<CipherSuite> one = List.of(CipherSuite.TLS_AES_128_GCM_SHA256);
    assertThatThrownBy(() -> Domains.engine(Domains.client().cipherSuites(one)))
        .isInstanceOf(UnsupportedSettingException.class)
        .hasMessageContainingAll("client.example", "TLS_AES_256_GCM_SHA384", "TLSv1_2");
    SSLEngine legacy =
        Domains.engine(Domains.client().protocols(ProtocolRange.of(ProtocolVersion.TLSV1_2)));
    assertThat(HelloOffer.of(legacy).orElseThrow().cipherSuites())
        .noneMatch(code -> code >> 8 == 0x13);
  }

  /** With tickets on, which BoringSSL sends in front of the first data, it would not. */
  @Test
  void firstDataOfAServerFitsIntoAPacket() throws Exception {
    SSLEngine client = Domains.engine(Domains.client());
    SSLEngine server = Domains.engine(Domains.server());
    assertThat(new FastPump().handshake(client, server)).isTrue();
    assertThat(server.getSession().getProtocol()).isEqualTo("TLSv1.3");
    ByteBuffer packet = ByteBuffer.allocate(server.getSession().getPacketBufferSize());
    SSLEngineResult result = server.wrap(ByteBuffer.allocate(1 << 16), packet);
    assertThat(result.getStatus()).isEqualTo(SSLEngineResult.Status.OK);
    assertThat(result.bytesConsumed()).isEqualTo(1 << 14);
  }

  @Test
  void keysOnACurveThatBoringSslDoesNotSignWithAreRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    KeyEntry key = Domains.CA.leaf("p521").keyPair(generator.generateKeyPair()).issue().entry();
    TlsContextConfig config = Domains.server().key(key).build();
    assertThatThrownBy(() -> Domains.LIBRARY.newContext(config))
        .isInstanceOf(TlsContextException.class)
        .hasMessageContaining("domain server.example");
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048"})
  void keysServeEveryVersion(KeyKind kind) throws Exception {
    KeyEntry key = Domains.CA.leaf("server").keyKind(kind).issue().entry();
    for (ProtocolVersion version : ProtocolVersion.values()) {
      ProtocolRange range = ProtocolRange.of(version);
      SSLEngine client = Domains.engine(Domains.client().protocols(range));
      SSLEngine server = Domains.engine(Domains.server().protocols(range).key(key));
      assertThat(new FastPump().handshake(client, server)).as("%s", version).isTrue();
      assertThat(client.getSession().getProtocol()).isEqualTo(version.jsseName());
    }
  }

  @Test
  void noServerSocketsWhoseSessionsCannotBeEnded() throws Exception {
    try (TlsContext context =
        Domains.LIBRARY.newContext(Domains.server().sessions(SessionPolicy.NONE).build())) {
      SSLServerSocketFactory factory = context.sslContext().getServerSocketFactory();
      assertThatThrownBy(factory::createServerSocket)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("server.example");
      assertThat(context.sslContext().createSSLEngine().getUseClientMode()).isFalse();
    }
  }
}
