package io.tlsmgm.wolfssl;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Enc;
import io.tlsmgm.api.CipherSuite.Kx;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.backend.SuiteLists;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this libwolfssl can do, by the ClientHellos that it really writes.
 *
 * @param capabilities the answer
 * @param defaultGroups the groups of a domain that names none, in order
 */
record Abilities(Capabilities capabilities, List<NamedGroup> defaultGroups) {
  /** {@code WOLFSSL_MAX_GROUP_COUNT} of most builds. */
  static final int MOST_GROUPS = 10;

  /** What no hello shows; the engine's own doing, and held to it by the contract. */
  private static final Set<Feature> OURS =
      EnumSet.of(
          Feature.SESSION_TICKETS,
          Feature.SESSION_CONTROL,
          Feature.SERVER_SUITE_ORDER,
          Feature.CERTIFICATE_ALERTS,
          Feature.ANY_SERVER_NAME,
          Feature.DELEGATED_TASKS,
          Feature.DH_PARAMETERS);

  private static final int HELLO_ROOM = 64 * 1024;

  /** What to offer and prefer, fastest first where nothing else decides. */
  static Abilities ask(Speed speed) {
    List<CipherSuite> all = Arrays.stream(CipherSuite.values()).filter(Abilities::hasUse).toList();
    Set<ProtocolVersion> protocols = EnumSet.noneOf(ProtocolVersion.class);
    Set<CipherSuite> suites = EnumSet.noneOf(CipherSuite.class);
    for (ProtocolVersion version : ProtocolVersion.values()) {
      List<CipherSuite> ofVersion = all.stream().filter(s -> s.allowedIn(version)).toList();
      hello(version, ofVersion, List.of())
          .filter(hello -> offers(hello, version))
          .ifPresent(
              hello -> {
                protocols.add(version);
                suites.addAll(known(hello.cipherSuites(), ofVersion));
              });
    }
    List<NamedGroup> groups = groups(List.copyOf(suites), speed);
    List<CipherSuite> defaults =
        suites.stream().filter(Abilities::onByDefault).sorted(order(speed)).toList();
    Set<Feature> features = EnumSet.copyOf(OURS);
    if (!groups.isEmpty()) {
      features.add(Feature.GROUP_SELECTION);
    }
    if (suites.stream().anyMatch(CipherSuite::isTls13)) {
      features.add(Feature.TLS13_SUITE_SELECTION);
    }
    List<NamedGroup> defaultGroups = groups.stream().filter(speed.groups()::contains).toList();
    Optional<ClientHello> newest = hello(newest(protocols), List.copyOf(suites), defaultGroups);
    if (newest.filter(h -> h.applicationProtocols().equals(List.of("sip/2"))).isPresent()) {
      features.add(Feature.ALPN);
    }
    Set<ProtocolVersion> onByDefault = EnumSet.copyOf(protocols);
    // RFC 8996.
    onByDefault.remove(ProtocolVersion.TLSV1);
    onByDefault.remove(ProtocolVersion.TLSV1_1);
    return new Abilities(
        new Capabilities(
            protocols,
            onByDefault,
            suites,
            defaults,
            groups,
            keyTypes(newest.map(ClientHello::signatureSchemes).orElse(List.of())),
            features),
        defaultGroups);
  }

  private static ProtocolVersion newest(Collection<ProtocolVersion> versions) {
    return versions.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Nobody has a certificate for anonymous suites and shared secrets, nor for static DH. Camellia a
   * client offers, and wolfSSL's server never takes it.
   */
  private static boolean hasUse(CipherSuite suite) {
    return suite.au() != CipherSuite.Au.NONE
        && suite.enc() != Enc.CAMELLIA
        && switch (suite.kx()) {
          case ANY, RSA, DH, ECDH -> true;
          default -> false;
        };
  }

  private static boolean onByDefault(CipherSuite suite) {
    return !SuiteLists.isWeak(suite)
        && (suite.isTls13() || suite.kx() == Kx.ECDH || suite.kx() == Kx.DH)
        && switch (suite.enc()) {
          case AESGCM, CHACHA20_POLY1305 -> true;
          case AES -> suite.kx() == Kx.ECDH;
          default -> false;
        };
  }

  /** Ephemeral and authenticated encryption first, then by speed, then by strength. */
  private static Comparator<CipherSuite> order(Speed speed) {
    return Comparator.comparing((CipherSuite s) -> !s.isTls13())
        .thenComparing(s -> s.kx() == Kx.DH)
        .thenComparing(s -> s.enc() == Enc.AES)
        .thenComparing(s -> speed.prefersChaCha() == (s.enc() != Enc.CHACHA20_POLY1305))
        .thenComparing(s -> -s.bits())
        .thenComparing(s -> s.au() != CipherSuite.Au.ECDSA)
        .thenComparing(CipherSuite::ordinal);
  }

  private static List<NamedGroup> groups(List<CipherSuite> suites, Speed speed) {
    List<NamedGroup> candidates = new ArrayList<>(speed.groups());
    for (NamedGroup group : NamedGroup.values()) {
      if (!candidates.contains(group)) {
        candidates.add(group);
      }
    }
    // A client offers it, and wolfSSL's server takes no curve this small.
    candidates.remove(NamedGroup.SECP224R1);
    candidates.remove(NamedGroup.SECP192R1);
    Set<NamedGroup> offered = new LinkedHashSet<>();
    for (NamedGroup group : candidates) {
      for (ProtocolVersion version : List.of(ProtocolVersion.TLSV1_3, ProtocolVersion.TLSV1_2)) {
        List<CipherSuite> usable = suites.stream().filter(s -> s.allowedIn(version)).toList();
        if (hello(version, usable, List.of(group))
            .filter(hello -> hello.groups().equals(List.of(group.code())))
            .isPresent()) {
          offered.add(group);
        }
      }
    }
    return List.copyOf(offered);
  }

  private static List<CipherSuite> known(Collection<Integer> codes, List<CipherSuite> among) {
    return among.stream().filter(suite -> codes.contains(suite.code())).toList();
  }

  private static boolean offers(ClientHello hello, ProtocolVersion version) {
    return hello.supportedVersions().isEmpty()
        ? hello.legacyVersion() == version.code()
        : hello.supportedVersions().contains(version.code());
  }

  /** RFC 8446 section 4.2.3; what a library verifies it also signs with. */
  private static Set<KeyType> keyTypes(List<Integer> schemes) {
    Set<KeyType> types = EnumSet.noneOf(KeyType.class);
    for (int scheme : schemes) {
      switch (scheme) {
        case 0x0401, 0x0501, 0x0601, 0x0804, 0x0805, 0x0806 -> types.add(KeyType.RSA);
        case 0x0403, 0x0503, 0x0603 -> types.add(KeyType.EC);
        case 0x0807 -> types.add(KeyType.ED25519);
        case 0x0808 -> types.add(KeyType.ED448);
        default -> {
          // Not of a key that it can use.
        }
      }
    }
    return types;
  }

  /** What a client writes with these settings; empty when it refuses them. */
  private static Optional<ClientHello> hello(
      ProtocolVersion version, List<CipherSuite> suites, List<NamedGroup> groups) {
    if (suites.isEmpty()) {
      return Optional.empty();
    }
    long context = Native.contextNew(false);
    if (context < 0) {
      throw new IllegalStateException(
          "wolfSSL makes no context: " + Native.errorText((int) context));
    }
    try {
      int[] codes = groups.stream().mapToInt(NamedGroup::code).toArray();
      if (Native.contextProtocols(context, version.code(), version.code()) != 0
          || Native.contextSuites(context, EngineSettings.codes(suites)) != 0
          || (codes.length > 0 && Native.contextGroups(context, codes, null, 0) != 0)) {
        return Optional.empty();
      }
      return written(context);
    } finally {
      Native.contextFree(context);
    }
  }

  private static Optional<ClientHello> written(long context) {
    byte[] alpn = {'s', 'i', 'p', '/', '2'};
    long engine = Native.engineNew(context, null, alpn);
    if (engine < 0) {
      return Optional.empty();
    }
    try {
      byte[] room = new byte[HELLO_ROOM];
      Native.step(engine, new Nobody());
      int size = Native.result(Native.drain(engine, room, 0, 0, room.length));
      return size <= 0
          ? Optional.empty()
          : new ClientHelloReader().read(ByteBuffer.wrap(room, 0, size));
    } catch (ClientHelloException e) {
      throw new IllegalStateException("wolfSSL's own ClientHello cannot be read", e);
    } finally {
      Native.engineFree(engine);
    }
  }

  /** For a client that never hears an answer. */
  private static final class Nobody implements Handshake {
    @Override
    public int verify(byte[][] chain) {
      return io.tlsmgm.api.AlertDescription.INTERNAL_ERROR.code();
    }

    @Override
    public boolean ticketKnown(byte[] id) {
      return false;
    }
  }
}
