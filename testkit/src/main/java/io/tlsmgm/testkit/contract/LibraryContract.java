package io.tlsmgm.testkit.contract;

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
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.UnsupportedSettingException;
import io.tlsmgm.testkit.TestTrust;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.DHParameterSpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The library itself: how it is found, what it says of itself, and what it refuses. */
public abstract class LibraryContract extends Contract {
  /** For subclasses. */
  protected LibraryContract() {}

  @Test
  void isFoundByServiceLoader() throws NoSuchMethodException {
    Class<? extends TlsLibrary> type = library().getClass();
    assertThat(ServiceLoader.load(TlsLibrary.class).stream())
        .extracting(ServiceLoader.Provider::type)
        .satisfiesOnlyOnce(found -> assertThat(found).isEqualTo(type));
    Constructor<? extends TlsLibrary> constructor = type.getConstructor();
    assertThat(Modifier.isPublic(constructor.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
  }

  @Test
  void nameIsAnOptionsValue() {
    assertThat(library().name()).matches("[a-z][a-z0-9_-]*").isNotIn("auto", "none");
  }

  @Test
  void probeSaysWhatRunsHere() {
    LibraryStatus status = library().probe();
    assertThat(status.available()).as("%s", status.cause()).isTrue();
    assertThat(status.version()).isNotBlank();
    assertThat(status.origin()).isNotBlank();
    assertThat(library().probe()).isEqualTo(status);
  }

  @Test
  void capabilitiesAreConsistent() {
    Capabilities can = capabilities();
    assertThat(can.protocols()).isNotEmpty().containsAll(can.defaultProtocols());
    assertThat(can.defaultProtocols()).isNotEmpty();
    assertThat(can.cipherSuites()).isNotEmpty().containsAll(can.defaultCipherSuites());
    assertThat(can.defaultCipherSuites()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(can.groups()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(can.keyTypes()).isNotEmpty();
    for (CipherSuite suite : can.cipherSuites()) {
      assertThat(can.protocols()).as("versions for %s", suite).anyMatch(suite::allowedIn);
    }
    for (ProtocolVersion version : can.protocols()) {
      assertThat(can.cipherSuites())
          .as("suites for %s", version)
          .anyMatch(s -> s.allowedIn(version));
    }
    assertThat(capabilities()).isEqualTo(can);
  }

  @Test
  void suitesOnByThemselvesAuthenticateAndEncrypt() {
    assertThat(capabilities().defaultCipherSuites())
        .noneMatch(suite -> suite.enc() == CipherSuite.Enc.NULL)
        .noneMatch(suite -> suite.au() == CipherSuite.Au.NONE);
  }

  @Test
  void everyDeviationHasAReason() {
    assertThat(deviations().values())
        .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
  }

  /** What the capabilities do not have is refused by name, and never ignored. */
  @TestFactory
  Stream<DynamicTest> whatIsNotClaimedIsRefused() {
    Capabilities can = capabilities();
    ProtocolVersion newest = versions().reduce((a, b) -> b).orElseThrow();
    Stream<DynamicTest> protocols =
        missing(EnumSet.allOf(ProtocolVersion.class), can.protocols())
            .map(v -> refused("tls_method", v, server(newest).protocols(ProtocolRange.of(v))));
    Stream<DynamicTest> suites =
        missing(EnumSet.allOf(CipherSuite.class), can.cipherSuites())
            .map(s -> refused("ciphers_list", s, server(newest).cipherSuites(List.of(s))));
    Stream<DynamicTest> groups =
        missing(EnumSet.allOf(NamedGroup.class), groupsThatCanBeChosen())
            .map(g -> refused("ec_curve", g, server(newest).groups(List.of(g))));
    Stream<DynamicTest> keys =
        missing(EnumSet.allOf(KeyType.class), can.keyTypes())
            .map(k -> refused("private_key", k, server(newest).key(Identities.server(k).entry())));
    Stream<DynamicTest> features =
        missing(EnumSet.allOf(Feature.class), can.features()).flatMap(this::withoutFeature);
    return Stream.of(protocols, suites, groups, keys, features).flatMap(all -> all);
  }

  private Set<NamedGroup> groupsThatCanBeChosen() {
    return can(Feature.GROUP_SELECTION)
        ? EnumSet.copyOf(capabilities().groups())
        : EnumSet.noneOf(NamedGroup.class);
  }

  private static <E extends Enum<E>> Stream<E> missing(EnumSet<E> all, Set<E> claimed) {
    all.removeAll(claimed);
    return all.stream();
  }

  private Stream<DynamicTest> withoutFeature(Feature feature) {
    ProtocolVersion newest = versions().reduce((a, b) -> b).orElseThrow();
    TlsContextConfig.Builder config = server(newest);
    return switch (feature) {
      case ALPN -> Stream.of(refused("alpn", feature, config.applicationProtocols(List.of("sip"))));
      case SESSION_CONTROL ->
          Stream.of(refused("sessions", feature, config.sessions(SessionPolicy.NONE)));
      case DH_PARAMETERS ->
          Stream.of(
              refused(
                  "dh_params",
                  feature,
                  config.dhParameters(
                      new DHParameterSpec(BigInteger.ONE.shiftLeft(2_047), BigInteger.TWO))));
      case TLS13_SUITE_SELECTION ->
          Stream.of(
              refused(
                  "ciphers_list",
                  feature,
                  server(ProtocolVersion.TLSV1_3)
                      .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))));
      // Nothing can be asked for, or it is among the groups above.
      case GROUP_SELECTION,
          SESSION_TICKETS,
          SERVER_SUITE_ORDER,
          CERTIFICATE_ALERTS,
          ANY_SERVER_NAME,
          DELEGATED_TASKS ->
          Stream.empty();
    };
  }

  private DynamicTest refused(String setting, Object value, TlsContextConfig.Builder config) {
    TlsContextConfig asked = config.build();
    return DynamicTest.dynamicTest(
        setting + " " + value,
        () ->
            assertThatThrownBy(() -> library().newContext(asked))
                .isInstanceOf(UnsupportedSettingException.class)
                .hasMessageContaining(asked.domain())
                .extracting(e -> ((UnsupportedSettingException) e).setting())
                .isEqualTo(setting));
  }

  @Test
  void keyThatIsNotThatOfTheCertificateIsRefused() {
    ProtocolVersion newest = versions().reduce((a, b) -> b).orElseThrow();
    KeyType type = usualKey();
    TlsContextConfig config =
        server(newest)
            .key(
                new KeyEntry(Identities.client(type).privateKey(), Identities.server(type).chain()))
            .build();
    assertThatThrownBy(() -> library().newContext(config))
        .isInstanceOf(TlsContextException.class)
        .hasMessageContaining(config.domain());
  }

  @Test
  void closedContextMakesNoEngines() {
    ProtocolVersion newest = versions().reduce((a, b) -> b).orElseThrow();
    for (Role role : Role.values()) {
      TlsContext context = open(role == Role.CLIENT ? client(newest) : server(newest));
      assertThat(context.newEngine(EnginePeer.UNKNOWN)).isNotNull();
      context.close();
      context.close();
      assertThatThrownBy(() -> context.newEngine(PEER)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(context::sslContext).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void wholeRangeIsPossible() {
    Capabilities can = capabilities();
    List<ProtocolVersion> versions = versions().toList();
    TlsContext server = open(server(can, ProtocolRange.ALL));
    TlsContext client =
        open(
            TlsContextConfig.builder("whole", Role.CLIENT, TestTrust.of(Identities.CA))
                .cipherSuites(suites(can)));
    String newest = versions.get(versions.size() - 1).jsseName();
    assertThat(pump(client, server).handshake().client().getSession().getProtocol())
        .isEqualTo(newest);
    assertThat(Arrays.asList(serverEngine(server).getEnabledProtocols()))
        .containsExactlyInAnyOrderElementsOf(
            versions.stream().map(ProtocolVersion::jsseName).toList());
  }
}
