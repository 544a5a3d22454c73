package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.UnsupportedSettingException;
import io.tlsmgm.api.backend.HelloOffer;
import io.tlsmgm.api.hello.ClientHello;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsseLibraryTest {
  private static final boolean CHOOSES_GROUPS = Runtime.version().feature() >= 20;

  private final JsseLibrary library = new JsseLibrary();

  private TlsContextConfig.Builder client() throws TlsException {
    return TlsContextConfig.builder("client.example", Role.CLIENT, new TrustEverybody())
        .cipherSuites(library.capabilities().defaultCipherSuites());
  }

  private ClientHello hello(TlsContextConfig.Builder config, EnginePeer peer) throws TlsException {
    try (TlsContext context = library.newContext(config.build())) {
      return HelloOffer.of(context.newEngine(peer)).orElseThrow();
    }
  }

  @Test
  void saysWhatItIs() {
    LibraryStatus status = library.probe();
    assertThat(status.available()).as("%s", status.cause()).isTrue();
    assertThat(status.version()).startsWith("SunJSSE ").contains(Runtime.version().toString());
    assertThat(status.origin()).isEqualTo("module java.base");
    assertThat(status.facts()).containsOnlyKeys("os", "arch", "vm", "vendor", "native");
  }

  /** What {@code docs/libraries.md} says of this library; a change there is one here. */
  @Test
  void canDoWhatThePageSays() throws TlsException {
    Capabilities can = library.capabilities();
    assertThat(can.protocols()).containsExactly(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3);
    assertThat(can.defaultProtocols()).isEqualTo(can.protocols());
    assertThat(can.keyTypes()).containsExactly(KeyType.values());
    Set<Feature> features =
        EnumSet.of(
            Feature.ALPN,
            Feature.SESSION_TICKETS,
            Feature.SESSION_CONTROL,
            Feature.TLS13_SUITE_SELECTION,
            Feature.SERVER_SUITE_ORDER,
            Feature.DELEGATED_TASKS);
    if (CHOOSES_GROUPS) {
      features.add(Feature.GROUP_SELECTION);
    }
    assertThat(can.features()).isEqualTo(features);
    assertThat(can.groups())
        .contains(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.X448, NamedGroup.FFDHE2048);
    assertThat(can.cipherSuites())
        .contains(
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_DHE_DSS_WITH_AES_128_GCM_SHA256)
        .noneMatch(suite -> suite.enc() == CipherSuite.Enc.NULL);
  }

  /** The property is read once, so that takes a process of its own. */
  @Test
  void serversTakeAnyServerNameWhereTheExtensionIsSwitchedOff() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.tls.server.disableExtensions=server_name",
            "-cp",
            System.getProperty("java.class.path"),
            PrintFeatures.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).contains(Feature.ANY_SERVER_NAME.name(), Feature.ALPN.name());
  }

  @Test
  void enginesAreTheJdksOwn() throws TlsException {
    try (TlsContext context = library.newContext(client().build())) {
      assertThat(context.newEngine(EnginePeer.UNKNOWN).getClass().getModule().getName())
          .isEqualTo("java.base");
    }
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
    assertThat(hello(client(), peer).serverName().orElse(null)).isEqualTo(sent);
  }

  @Test
  void suitesOfTls13CanBeChosenAndOrdered() throws TlsException {
    List<CipherSuite> two =
        List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256, CipherSuite.TLS_AES_128_GCM_SHA256);
    assertThat(hello(client().cipherSuites(two), EnginePeer.UNKNOWN).cipherSuites())
        .filteredOn(code -> code >> 8 == 0x13)
        .isEqualTo(two.stream().map(CipherSuite::code).toList());
  }

  @Test
  void groupsCanBeChosenSinceJava20() throws TlsException {
    List<NamedGroup> groups = List.of(NamedGroup.SECP521R1, NamedGroup.X25519);
    if (CHOOSES_GROUPS) {
      assertThat(hello(client().groups(groups), EnginePeer.UNKNOWN).groups())
          .isEqualTo(groups.stream().map(NamedGroup::code).toList());
    } else {
      assertThatThrownBy(() -> hello(client().groups(groups), EnginePeer.UNKNOWN))
          .isInstanceOf(UnsupportedSettingException.class)
          .hasMessageContainingAll("client.example", "ec_curve", "secp521r1");
    }
  }

  @Test
  void sessionsLiveNoLongerThanATicketMay() throws TlsException {
    SessionPolicy aMonth = new SessionPolicy(true, 77, Duration.ofDays(30));
    try (TlsContext context = library.newContext(client().sessions(aMonth).build())) {
      SSLSessionContext sessions = context.sslContext().getClientSessionContext();
      assertThat(sessions.getSessionTimeout()).isEqualTo(Duration.ofDays(7).toSeconds());
      assertThat(sessions.getSessionCacheSize()).isEqualTo(77);
    }
  }

  @Test
  void sslContextSendsTheHostItConnectsTo() throws TlsException {
    try (TlsContext context = library.newContext(client().build())) {
      SSLEngine engine = context.sslContext().createSSLEngine("db.example.com", 5432);
      assertThat(HelloOffer.of(engine).orElseThrow().serverName()).contains("db.example.com");
      assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isNullOrEmpty();
    }
  }
}
