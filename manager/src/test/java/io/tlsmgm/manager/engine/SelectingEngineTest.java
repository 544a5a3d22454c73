package io.tlsmgm.manager.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.manager.engine.Contexts.Library;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes, refusals and settings, with clients and domains of real libraries. */
class SelectingEngineTest {
  private static final EnginePeer PEER = EnginePeer.of("192.0.2.7", 40_000);

  /** Chooses the domain that is named, and none without a name or for another one. */
  private static Function<ClientHello, Selection> byName(Library library) {
    return hello ->
        hello
            .serverName()
            .filter(name -> name.equals("a.example") || name.equals("b.example"))
            .<Selection>map(name -> new Selection.Engine(Contexts.server(library, name)))
            .orElseGet(
                () ->
                    new Selection.Refuse(
                        AlertDescription.UNRECOGNIZED_NAME,
                        "no domain for " + hello.serverName().orElse("no name")));
  }

  private static SelectingEngine server(Function<ClientHello, Selection> selector) {
    return SelectingEngine.create(PEER, selector);
  }

  static Stream<Arguments> cuts() {
    List<Arguments> cuts = new ArrayList<>();
    for (Library library : Library.values()) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        for (Wire.Buffers buffers : Wire.Buffers.values()) {
          for (int chunk : new int[] {1, 8, Integer.MAX_VALUE}) {
            for (int record : new int[] {1, 10, 1 << 14}) {
              cuts.add(Arguments.of(library, protocol, buffers, chunk, record));
            }
          }
        }
      }
    }
    return cuts.stream();
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void shakesHandsWithTheDomainThatIsNamed(
      Library library, String protocol, Wire.Buffers buffers, int chunk, int record)
      throws Exception {
    String domain = chunk % 2 == 0 ? "a.example" : "b.example";
    SelectingEngine engine = server(byName(library));
    Wire server = new Wire(engine, chunk, buffers);
    Wire client = Wire.of(Contexts.client(domain, protocol));
    server.arrive(Wire.inRecords(client.work(), record));
    client.arrive(server.work());
    Wire.exchange(client, server);

    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    assertThat(client.engine.getSession().getProtocol()).isEqualTo(protocol);
    assertThat(engine.selected()).isPresent();
    X509Certificate leaf = (X509Certificate) client.engine.getSession().getPeerCertificates()[0];
    assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + domain);

    server.arrive(client.send("ping".getBytes(US_ASCII)));
    server.work();
    assertThat(server.received()).asString(US_ASCII).isEqualTo("ping");
    client.arrive(server.send("pong".getBytes(US_ASCII)));
    client.work();
    assertThat(client.received()).asString(US_ASCII).isEqualTo("pong");

    client.engine.closeOutbound();
    Wire.exchange(client, server);
    assertThat(engine.isInboundDone()).isTrue();
    engine.closeOutbound();
    client.arrive(server.flush());
    client.work();
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(client.engine.isInboundDone()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void becomesTheDomainsEngineWithTheHello(Library library) throws Exception {
    SSLEngine domain = Contexts.server(library, "a.example");
    SelectingEngine engine = server(hello -> new Selection.Engine(domain));
    ByteBuffer flight = ByteBuffer.wrap(Wire.of(Contexts.client("a.example")).work());
    ByteBuffer cut = flight.slice(0, flight.limit() - 1);
    ByteBuffer dst = ByteBuffer.allocate(100);
    assertThat(engine.unwrap(cut, dst).getStatus()).isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThat(cut.position()).isZero();
    assertThat(engine.selected()).isEmpty();

    SSLEngineResult result = engine.unwrap(flight, dst);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.bytesConsumed()).isEqualTo(flight.limit());
    assertThat(result.bytesProduced()).isZero();
    assertThat(flight.hasRemaining()).isFalse();
    assertThat(engine.selected()).containsSame(domain);
    assertThat(engine.getHandshakeStatus()).isEqualTo(result.getHandshakeStatus());
    assertThat(engine.getHandshakeStatus())
        .isIn(HandshakeStatus.NEED_TASK, HandshakeStatus.NEED_WRAP);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void refusesWithAnAlertThatTheClientSees(Library library) throws Exception {
    SelectingEngine engine = server(byName(library));
    Wire client = Wire.of(Contexts.client("c.example"));
    Wire server = Wire.of(engine);
    server.arrive(client.work());
    assertThatThrownBy(server::work)
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessage("no domain for c.example (unrecognized_name)");
    assertRefusedWith(engine, AlertDescription.UNRECOGNIZED_NAME, client);
  }

  /** The engine has just thrown. */
  private static void assertRefusedWith(SelectingEngine engine, AlertDescription alert, Wire client)
      throws SSLException {
    assertThat(engine.selected()).isEmpty();
    assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
    assertThat(engine.isInboundDone()).isTrue();
    assertThat(engine.isOutboundDone()).isFalse();
    assertThat(engine.unwrap(ByteBuffer.allocate(9), ByteBuffer.allocate(9)).getStatus())
        .isEqualTo(Status.CLOSED);
    SSLEngineResult small = engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(6));
    assertThat(small.getStatus()).isEqualTo(Status.BUFFER_OVERFLOW);

    ByteBuffer out = ByteBuffer.allocate(100);
    SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), out);
    assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    byte[] record = {21, 3, 3, 0, 2, 2, (byte) alert.code()};
    assertThat(out.flip()).isEqualTo(ByteBuffer.wrap(record));
    assertThat(engine.isOutboundDone()).isTrue();
    assertThat(engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(9)).bytesProduced())
        .isZero();
    engine.closeInbound();
    engine.closeOutbound();
    assertThatThrownBy(engine::beginHandshake).isInstanceOf(SSLException.class);

    client.arrive(record);
    assertThatThrownBy(client::work)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining(alert.toString());
  }

  @Test
  void refusesWhatIsNoHello() throws Exception {
    SelectingEngine engine = server(byName(Library.JSSE));
    ByteBuffer request = ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
    assertThatThrownBy(() -> engine.unwrap(request, ByteBuffer.allocate(100)))
        .isInstanceOf(SSLProtocolException.class)
        .hasMessageContaining("looks like plain HTTP")
        .hasCauseInstanceOf(ClientHelloException.class);
    Wire client = Wire.of(Contexts.client("a.example"));
    client.work();
    assertRefusedWith(engine, AlertDescription.UNEXPECTED_MESSAGE, client);
  }

  @Test
  void refusesAnotherProtocolByItsFirstFiveBytes() throws Exception {
    SelectingEngine engine = server(byName(Library.JSSE));
    ByteBuffer dst = ByteBuffer.allocate(100);
    assertThat(engine.unwrap(ByteBuffer.wrap("GET ".getBytes(US_ASCII)), dst).getStatus())
        .isEqualTo(Status.BUFFER_UNDERFLOW);
    assertThatThrownBy(() -> engine.unwrap(ByteBuffer.wrap("GET /".getBytes(US_ASCII)), dst))
        .isInstanceOf(SSLProtocolException.class);
  }

  @Test
  void aSelectorThatFailsIsAnInternalError() throws Exception {
    for (Function<ClientHello, Selection> broken :
        List.<Function<ClientHello, Selection>>of(
            hello -> {
              throw new IllegalStateException("its context is closed");
            },
            hello -> Optional.<Selection>empty().orElseThrow())) {
      SelectingEngine engine = server(broken);
      Wire client = Wire.of(Contexts.client("a.example"));
      Wire server = Wire.of(engine);
      server.arrive(client.work());
      assertThatThrownBy(server::work)
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("choosing a domain")
          .hasCauseInstanceOf(RuntimeException.class);
      assertRefusedWith(engine, AlertDescription.INTERNAL_ERROR, client);
    }
  }

  @Test
  void aRefusalIsAFatalAlert() {
    assertThatThrownBy(() -> new Selection.Refuse(AlertDescription.CLOSE_NOTIFY, "no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("close_notify");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void whatTheDomainRefusesIsItsOwnAlert(Library library) throws Exception {
    SSLEngine domain = Contexts.server(library, "a.example");
    domain.setEnabledProtocols(new String[] {"TLSv1.3"});
    SelectingEngine engine = server(hello -> new Selection.Engine(domain));
    Wire client = Wire.of(Contexts.client("a.example", "TLSv1.2"));
    Wire server = Wire.of(engine);
    server.arrive(client.work());
    assertThatThrownBy(server::work).isInstanceOf(SSLException.class);
    client.arrive(server.flush());
    assertThatThrownBy(client::work)
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("protocol_version");
    assertThat(engine.isOutboundDone()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void theWholeDomainAppliesWhateverTheTransportSets(Library library) throws Exception {
    SSLEngine domain = Contexts.server(library, "a.example");
    domain.setEnabledProtocols(new String[] {"TLSv1.2"});
    SelectingEngine engine = server(hello -> new Selection.Engine(domain));
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
    parameters.setNeedClientAuth(true);
    engine.setSSLParameters(parameters);
    assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3");
    assertThat(engine.getEnabledCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
    assertThat(engine.getNeedClientAuth()).isTrue();
    assertThat(engine.getSSLParameters().getNeedClientAuth()).isTrue();

    Wire.exchange(Wire.of(Contexts.client("a.example")), Wire.of(engine));
    assertThat(engine.getSession().getProtocol()).isEqualTo("TLSv1.2");
    assertThat(engine.getNeedClientAuth()).isFalse();
    assertThat(engine.getEnabledProtocols()).contains("TLSv1.2").doesNotContain("TLSv1.3");
    engine.setUseClientMode(false);
  }

  private static SSLEngine clientWithProtocols(String... names) {
    SSLEngine client = Contexts.client("a.example");
    SSLParameters parameters = client.getSSLParameters();
    parameters.setApplicationProtocols(names);
    client.setSSLParameters(parameters);
    return client;
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesTheTransportsApplicationProtocolsToADomainWithout(Library library) throws Exception {
    SelectingEngine engine = server(byName(library));
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"sip"});
    engine.setSSLParameters(parameters);
    assertThat(engine.getApplicationProtocol()).isNull();
    assertThat(engine.getSSLParameters().getApplicationProtocols()).containsExactly("sip");
    Wire.exchange(Wire.of(clientWithProtocols("x", "sip")), Wire.of(engine));
    assertThat(engine.getApplicationProtocol()).isEqualTo("sip");
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void givesTheTransportsSelectorToADomainWithout(Library library) throws Exception {
    SelectingEngine engine = server(byName(library));
    List<Object> asked = new ArrayList<>();
    engine.setHandshakeApplicationProtocolSelector(
        (self, names) -> {
          asked.add(self);
          return names.get(1);
        });
    assertThat(engine.getHandshakeApplicationProtocolSelector()).isNotNull();
    Wire.exchange(Wire.of(clientWithProtocols("x", "sip")), Wire.of(engine));
    assertThat(engine.getApplicationProtocol()).isEqualTo("sip");
    assertThat(asked).isNotEmpty().allMatch(self -> self == engine);
  }

  @ParameterizedTest
  @EnumSource(Library.class)
  void keepsTheDomainsApplicationProtocols(Library library) throws Exception {
    SSLEngine domain = Contexts.server(library, "a.example");
    SSLParameters own = domain.getSSLParameters();
    own.setApplicationProtocols(new String[] {"sip"});
    domain.setSSLParameters(own);
    SelectingEngine engine = server(hello -> new Selection.Engine(domain));
    engine.setHandshakeApplicationProtocolSelector((self, names) -> "x");
    Wire.exchange(Wire.of(clientWithProtocols("x", "sip")), Wire.of(engine));
    assertThat(engine.getApplicationProtocol()).isEqualTo("sip");
  }

  @Test
  void theSelectorIsCalledOnceWithTheHello() throws Exception {
    List<ClientHello> hellos = new ArrayList<>();
    SelectingEngine engine =
        server(
            hello -> {
              hellos.add(hello);
              return byName(Library.JSSE).apply(hello);
            });
    Wire client = Wire.of(Contexts.client("A.Example"));
    Wire server = new Wire(engine, 1, Wire.Buffers.HEAP);
    server.arrive(Wire.inRecords(client.work(), 3));
    client.arrive(server.work());
    Wire.exchange(client, server);
    assertThat(hellos)
        .singleElement()
        .satisfies(h -> assertThat(h.serverName()).contains("a.example"));
    assertThat(engine.getPeerHost()).isEqualTo("192.0.2.7");
    assertThat(engine.getPeerPort()).isEqualTo(40_000);
  }
}
