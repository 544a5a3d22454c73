package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.backend.SuiteLists;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import io.tlsmgm.testkit.pump.PumpOptions;
import io.tlsmgm.testkit.pump.TlsRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What the contracts of all subjects share: the library, what it claims, its known deviations, and
 * contexts that are closed after the test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Contract {
  static final EnginePeer PEER = EnginePeer.of("192.0.2.7", 5061, Identities.SERVER_NAME);

  private final Deque<TlsContext> contexts = new ArrayDeque<>();

  Contract() {}

  /** The library under test; the same one at every call. */
  protected abstract TlsLibrary library();

  /**
   * Where the library does not keep the contract and why that cannot be changed. The contract
   * demands then that it deviates exactly so; most libraries have none.
   */
  protected Map<Deviation, String> deviations() {
    return Map.of();
  }

  final boolean deviates(Deviation deviation) {
    return deviations().containsKey(deviation);
  }

  @AfterEach
  final void closeContexts() {
    while (!contexts.isEmpty()) {
      contexts.pop().close();
    }
  }

  final Capabilities capabilities() {
    return capabilities(library());
  }

  static Capabilities capabilities(TlsLibrary library) {
    try {
      return library.capabilities();
    } catch (LibraryUnavailableException e) {
      throw new AssertionError("the library under test must run here: " + e.getMessage(), e);
    }
  }

  final boolean can(Capabilities.Feature feature) {
    return capabilities().has(feature);
  }

  /** Every version the library claims, for parameters. */
  final Stream<ProtocolVersion> versions() {
    return capabilities().protocols().stream();
  }

  /** Those that the reference peer speaks, too. */
  final Stream<ProtocolVersion> commonVersions() {
    return versions().filter(v -> v.compareTo(ProtocolVersion.TLSV1_2) >= 0);
  }

  /** Every claimed version, with each side once. */
  final Stream<Arguments> versionsAndRoles() {
    return versions()
        .flatMap(version -> Stream.of(Role.values()).map(role -> Arguments.of(version, role)));
  }

  /** EC if the library has it, which is fastest, else RSA. */
  static KeyType usualKey(Capabilities capabilities) {
    return capabilities.keyTypes().contains(KeyType.EC) ? KeyType.EC : KeyType.RSA;
  }

  final KeyType usualKey() {
    return usualKey(capabilities());
  }

  /** The library's own suites first, then the others it claims, without those nobody should use. */
  static List<CipherSuite> suites(Capabilities capabilities) {
    Set<CipherSuite> suites = new LinkedHashSet<>(capabilities.defaultCipherSuites());
    suites.addAll(capabilities.cipherSuites());
    return suites.stream().filter(s -> !SuiteLists.isWeak(s) && s.au() != Au.DSS).toList();
  }

  static TlsContextConfig.Builder server(Capabilities can, ProtocolRange range) {
    return TlsContextConfig.builder("contract-server", Role.SERVER, TestTrust.of(Identities.CA))
        .protocols(range)
        .cipherSuites(suites(can))
        .key(Identities.server(usualKey(can)).entry());
  }

  static TlsContextConfig.Builder client(Capabilities can, ProtocolRange range) {
    return TlsContextConfig.builder("contract-client", Role.CLIENT, TestTrust.of(Identities.CA))
        .protocols(range)
        .cipherSuites(suites(can));
  }

  /** A server of one version, with a certificate of {@link #usualKey()}. */
  final TlsContextConfig.Builder server(ProtocolVersion version) {
    return server(capabilities(), ProtocolRange.of(version));
  }

  /** A server that demands a client certificate. */
  final TlsContextConfig.Builder mutualServer(ProtocolVersion version) {
    return server(version).clientAuth(ClientAuth.NEED);
  }

  /** A client of one version, without a certificate. */
  final TlsContextConfig.Builder client(ProtocolVersion version) {
    return client(capabilities(), ProtocolRange.of(version));
  }

  /** A client with a certificate. */
  final TlsContextConfig.Builder mutualClient(ProtocolVersion version) {
    return client(version).key(Identities.client(usualKey()).entry());
  }

  /** The same with another trust manager. */
  static TlsContextConfig.Builder trusting(TlsContextConfig config, TestTrust trust) {
    TlsContextConfig.Builder builder =
        TlsContextConfig.builder(config.domain(), config.role(), trust)
            .protocols(config.protocols())
            .cipherSuites(config.cipherSuites())
            .groups(config.groups())
            .clientAuth(config.clientAuth())
            .sessions(config.sessions())
            .applicationProtocols(config.applicationProtocols());
    config.key().ifPresent(builder::key);
    config.dhParameters().ifPresent(builder::dhParameters);
    return builder;
  }

  /** The context, which must be possible; closed after the test. */
  final TlsContext open(TlsContextConfig.Builder config) {
    return open(library(), config);
  }

  final TlsContext open(TlsLibrary library, TlsContextConfig.Builder config) {
    try {
      TlsContext context = library.newContext(config.build());
      contexts.push(context);
      return context;
    } catch (TlsException e) {
      throw new AssertionError("the library refuses what it claims to do: " + e.getMessage(), e);
    }
  }

  /** Whether sessions of a version can be resumed: in TLS 1.3 that takes tickets. */
  final boolean resumes(ProtocolVersion version) {
    return version != ProtocolVersion.TLSV1_3 || can(Feature.SESSION_TICKETS);
  }

  /** How a pump has to treat the library's engines. */
  final PumpOptions options() {
    return PumpOptions.DEFAULT.growing(deviates(Deviation.TICKETS_WITH_THE_FIRST_DATA));
  }

  final EnginePump pump(TlsContext client, TlsContext server) {
    return pump(client, server, options());
  }

  static EnginePump pump(TlsContext client, TlsContext server, PumpOptions options) {
    return new EnginePump(client.newEngine(PEER), serverEngine(server), options);
  }

  final EnginePump pump(SSLEngine client, SSLEngine server) {
    return new EnginePump(client, server, options());
  }

  static SSLEngine serverEngine(TlsContext server) {
    return server.newEngine(EnginePeer.of("198.51.100.9", 40_000));
  }

  /**
   * Two engines of the library after a handshake in {@code version} and some data, so that nothing
   * of the handshake is left to be sent.
   */
  final EnginePump connected(ProtocolVersion version) {
    EnginePump pump = pump(open(client(version)), open(server(version))).handshake();
    pump.transfer(bytes(8, 10), bytes(9, 10));
    return pump;
  }

  /** Whom the client's engine and session name as their peer. */
  final String peerHost() {
    return deviates(Deviation.SERVER_NAME_IS_PEER_HOST) ? Identities.SERVER_NAME : PEER.host();
  }

  /** An engine after a failure takes nothing more: it throws again or is closed. */
  static void assertDead(SSLEngine engine) {
    ByteBuffer from = ByteBuffer.wrap(bytes(1, 100));
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    try {
      SSLEngineResult result = engine.unwrap(from, to);
      assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
    } catch (SSLException again) {
      assertThat(engine.getHandshakeStatus()).isNotEqualTo(HandshakeStatus.NEED_TASK);
    }
    assertThat(to.position()).as("produced").isZero();
  }

  static Role other(Role role) {
    return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
  }

  static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Data of some length passes both ways. */
  static void exchange(EnginePump pump) {
    pump.transfer(bytes(1, 3_000), bytes(2, 20_000));
    assertThat(pump.failure(Role.CLIENT)).isEmpty();
  }

  static ByteBuffer room(SSLEngine writer) {
    return ByteBuffer.allocate(writer.getSession().getPacketBufferSize());
  }

  /** {@link #seal} as records: TLS 1.0 sends the first byte in one of its own. */
  static List<TlsRecord> sealed(SSLEngine engine, byte[] data) throws SSLException {
    return TlsRecord.parse(seal(engine, data));
  }

  /** One call of wrap that takes all of {@code data}, as bytes on the wire. */
  static byte[] seal(SSLEngine engine, byte[] data) throws SSLException {
    ByteBuffer wire = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(ByteBuffer.wrap(data), wire);
    assertThat(result.getStatus()).isEqualTo(Status.OK);
    assertThat(result.bytesConsumed()).isEqualTo(data.length);
    return Arrays.copyOf(wire.array(), wire.position());
  }
}
