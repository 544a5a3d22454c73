package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the manager makes of a domain for a library that can do some things and not others. */
class DomainResolverTest {
  private static final TestCa CA = TestCa.create("resolver CA");
  private static final Issued LEAF = CA.leaf("a.example").dns("a.example").issue();

  private static TlsDomainBuilder server() {
    return TlsDomainBuilder.server("dom")
        .definedAt(TlsDomain.Source.SCRIPT, "test.cfg:7")
        .key(LEAF.certPem(), LEAF.keyPem())
        .caList(CA.pem());
  }

  private static TlsContextConfig configOf(FakeLibrary library, TlsDomainBuilder domain)
      throws TlsException {
    try (TlsManager manager = manager(library, domain)) {
      assertThat(manager.warnings()).isEmpty();
    }
    return library.configs.get(library.configs.size() - 1);
  }

  private static TlsManager manager(FakeLibrary library, TlsDomainBuilder domain)
      throws TlsException {
    return TlsManager.builder()
        .libraries(List.of(library))
        .library(library.name())
        .domain(domain.build())
        .build();
  }

  private static List<Problem> warnings(FakeLibrary library, TlsDomainBuilder domain)
      throws TlsException {
    try (TlsManager manager = manager(library, domain)) {
      return manager.warnings();
    }
  }

  private static String refusal(TlsDomainBuilder domain) {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> manager(FakeLibrary.named("fake"), domain));
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().get(0).toString();
  }

  @Test
  void sslv23IsWhatTheLibraryHasEnabled() throws Exception {
    TlsContextConfig config = configOf(FakeLibrary.named("fake"), server());
    assertThat(config.protocols())
        .isEqualTo(new ProtocolRange(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3));
    assertThat(config.cipherSuites()).isEqualTo(FakeLibrary.MODEST.defaultCipherSuites());
    assertThat(config.groups()).isEmpty();
  }

  @Test
  void aRangePartlyInsideIsNarrowedWithAWarning() throws Exception {
    assertThat(warnings(FakeLibrary.named("fake"), server().method("TLSv1-TLSv1_2")))
        .singleElement()
        .asString()
        .isEqualTo(
            "test.cfg:7: warning: tls_method TLSv1-TLSv1_2 is narrowed to TLSv1_2: tls_library fake"
                + " can do only TLSv1_2, TLSv1_3");
  }

  @ParameterizedTest
  @CsvSource({"-,TLSv1_2-TLSv1_3", "-TLSv1_2,TLSv1_2", "TLSv1_2-,TLSv1_2-TLSv1_3"})
  void anOpenEndIsWhatTheLibraryCanDoWithoutAWarning(String method, String expected)
      throws Exception {
    assertThat(configOf(FakeLibrary.named("fake"), server().method(method)).protocols())
        .hasToString(expected);
  }

  @Test
  void aRangeOutsideIsRefused() {
    assertThat(refusal(server().method("TLSv1-TLSv1_1")))
        .isEqualTo(
            "test.cfg:7: tls_method TLSv1-TLSv1_1: tls_library fake can do only TLSv1_2, TLSv1_3");
  }

  @Test
  void aMethodIsReportedWhereItStands() throws Exception {
    TlsDomainBuilder outside = server().method("TLSv1");
    assertThat(refusal(outside.definedAt(TlsDomain.Source.SCRIPT, "test.cfg:3")))
        .startsWith("test.cfg:7: tls_method TLSv1:");
    TlsDomainBuilder narrowed = server().method("TLSv1-TLSv1_2");
    assertThat(
            warnings(
                FakeLibrary.named("fake"),
                narrowed.definedAt(TlsDomain.Source.SCRIPT, "test.cfg:3")))
        .singleElement()
        .asString()
        .startsWith("test.cfg:7: warning: tls_method TLSv1-TLSv1_2 is narrowed");
  }

  @Test
  void aCipherListKeepsItsOrderAndTheSuitesOfTls13() throws Exception {
    TlsContextConfig config =
        configOf(
            FakeLibrary.named("fake"),
            server().ciphersList("AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256"));
    assertThat(config.cipherSuites())
        .containsExactly(
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
  }

  @Test
  void aCipherListThatLeavesNothingIsRefused() {
    assertThat(refusal(server().ciphersList("CAMELLIA")))
        .startsWith("test.cfg:7: ciphers_list 'CAMELLIA' leaves no cipher suite");
    assertThat(refusal(server().ciphersList("!aNULL@:"))).startsWith("test.cfg:7: ciphers_list: ");
    assertThat(refusal(server().method("TLSv1_2").ciphersList("TLS_AES_128_GCM_SHA256")))
        .contains("leaves no cipher suite");
  }

  @Test
  void someSuitesOfTls13AreRefusedWhereTheLibraryOffersAllOfThem() throws Exception {
    TlsDomainBuilder some = server().ciphersList("TLS_AES_128_GCM_SHA256");
    assertThat(refusal(some)).contains("always offers all of them");
    FakeLibrary able =
        FakeLibrary.with("able", FakeLibrary.modestWith(Feature.TLS13_SUITE_SELECTION));
    TlsContextConfig config = configOf(able, some);
    assertThat(config.cipherSuites()).containsExactly(CipherSuite.TLS_AES_128_GCM_SHA256);
    assertThat(config.protocols()).isEqualTo(ProtocolRange.of(ProtocolVersion.TLSV1_3));
  }

  @Test
  void suiteBBringsItsGroupsAndASecurityLevelTakesSuitesAway() throws Exception {
    FakeLibrary able = FakeLibrary.with("able", FakeLibrary.modestWith(Feature.GROUP_SELECTION));
    TlsDomainBuilder suiteB = server().method("TLSv1_2").ciphersList("SUITEB128");
    assertThat(configOf(able, suiteB).groups())
        .containsExactly(NamedGroup.SECP256R1, NamedGroup.SECP384R1);
    assertThat(configOf(able, server().ciphersList("aRSA:aECDSA@SECLEVEL=3")).cipherSuites())
        .doesNotContain(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA);
  }

  @Test
  void unknownWordsOfACipherListAreWarnedOf() throws Exception {
    assertThat(warnings(FakeLibrary.named("fake"), server().ciphersList("aRSA:NOSUCHTHING")))
        .singleElement()
        .asString()
        .contains("NOSUCHTHING");
  }

  @Test
  void ecCurveIsHonouredOrListed() throws Exception {
    FakeLibrary able = FakeLibrary.with("able", FakeLibrary.modestWith(Feature.GROUP_SELECTION));
    assertThat(configOf(able, server().ecCurve("P-256:X25519")).groups())
        .containsExactly(NamedGroup.SECP256R1, NamedGroup.X25519);
    try (TlsManager manager = manager(able, server().ecCurve("secp521r1,prime256v1"))) {
      assertThat(able.configs.get(1).groups()).containsExactly(NamedGroup.SECP256R1);
      assertThat(manager.domains(io.tlsmgm.api.Role.SERVER).get(0).notHonoured())
          .containsExactly("ec_curve: the library does not have secp521r1");
    }
    assertThat(warnings(FakeLibrary.named("fake"), server().ecCurve("X25519")))
        .singleElement()
        .asString()
        .contains("ec_curve of domain dom cannot be honoured by tls_library fake");
    assertThat(refusal(server().ecCurve("P-1024"))).startsWith("test.cfg:7: ec_curve: ");
  }

  @Test
  void aKeyThatTheLibraryCannotUseIsRefused() {
    Issued ed25519 = CA.leaf("ed.example").keyKind(KeyKind.ED25519).issue();
    assertThat(refusal(server().key(ed25519.certPem(), ed25519.keyPem())))
        .contains("private_key of domain dom is ED25519")
        .contains("[RSA, EC]");
  }

  @ParameterizedTest
  @CsvSource({
    "true,true,NEED",
    "true,false,WANT",
    "false,true,NONE",
    "false,false,NONE",
  })
  void verifyAndRequireDecideWhatAServerAsks(boolean verify, boolean require, ClientAuth expected)
      throws Exception {
    TlsContextConfig config =
        configOf(FakeLibrary.named("fake"), server().verifyCert(verify).requireCert(require));
    assertThat(config.clientAuth()).isEqualTo(expected);
  }

  @Test
  void filtersThatALibraryCannotServeAreWarnedOfAndListed() throws Exception {
    TlsDomainBuilder domain =
        server()
            .matchSipDomain("good.example.com.")
            .matchSipDomain("a_b.com")
            .matchSipDomain("*.c_d.com")
            .matchSipDomain("*.example.[a_]om")
            .matchSipDomain("-x.com")
            .matchSipDomain("none")
            .matchSipDomain("*");
    try (TlsManager manager = manager(FakeLibrary.named("fake"), domain)) {
      assertThat(manager.warnings())
          .singleElement()
          .asString()
          .isEqualTo(
              "test.cfg:7: warning: match_sip_domain of domain dom cannot be honoured by"
                  + " tls_library fake: the library refuses clients that send what is no host name,"
                  + " so nothing matches a_b.com, *.c_d.com, -x.com");
      assertThat(manager.domains(Role.SERVER).get(0).notHonoured())
          .containsExactly(
              "match_sip_domain: the library refuses clients that send what is no host name, so"
                  + " nothing matches a_b.com, *.c_d.com, -x.com");
    }
    FakeLibrary able = FakeLibrary.with("able", FakeLibrary.modestWith(Feature.ANY_SERVER_NAME));
    try (TlsManager manager = manager(able, domain)) {
      assertThat(manager.warnings()).isEmpty();
      assertThat(manager.domains(Role.SERVER).get(0).notHonoured()).isEmpty();
    }
    assertThat(warnings(FakeLibrary.named("none"), domain)).isEmpty();
  }

  private static List<String> refusals(String library, TlsDomainBuilder domain) {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class, () -> manager(FakeLibrary.named(library), domain));
    return refused.problems().stream()
        .filter(Problem::isError)
        .map(Problem::toString)
        .map(text -> text.replaceFirst("^test.cfg:7: ([a-z_]+).*", "$1"))
        .toList();
  }

  @Test
  void aMistakeInOneSettingHidesNoneInAnother() {
    assertThat(refusals("fake", server().method("TLSv1").ciphersList("!ALL").ecCurve("nocurve")))
        .containsExactly("tls_method", "ciphers_list", "ec_curve");
    assertThat(refusals("fake", server().method("TLSv1").ciphersList("@X").ecCurve("nocurve")))
        .containsExactly("ciphers_list", "tls_method", "ec_curve");
    assertThat(
            refusals("fake", server().key(Path.of("none.pem"), Path.of("none.key")).ecCurve("no")))
        .containsExactly("certificate", "private_key", "ec_curve");
    Issued ed25519 = CA.leaf("ed.example").keyKind(KeyKind.ED25519).issue();
    assertThat(
            refusals(
                "fake",
                server()
                    .key(ed25519.certPem(), ed25519.keyPem())
                    .caList(Path.of("none.pem"))
                    .ecCurve("no")))
        .containsExactly("ca_list", "ec_curve", "private_key");
  }

  @Test
  void withoutTlsWhatNoLibraryUnderstandsIsRefusedToo() throws Exception {
    assertThat(refusals("none", server().ciphersList("!ALL").ecCurve("nocurve")))
        .containsExactly("ciphers_list", "ec_curve");
    assertThat(warnings(FakeLibrary.named("none"), server().ciphersList("CAMELLIA"))).isEmpty();
  }

  @Test
  void everyProblemOfEveryDomainIsToldAtOnce() {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                TlsManager.builder()
                    .libraries(List.of(FakeLibrary.named("fake")))
                    .library("fake")
                    .domain(server().method("TLSv1").ciphersList("!aNULL@").build())
                    .domain(
                        TlsDomainBuilder.server("other")
                            .key("no pem", "no pem")
                            .ecCurve("P-1024")
                            .build())
                    .build());
    assertThat(refused.problems()).filteredOn(p -> p.domain().equals("dom")).isNotEmpty();
    assertThat(refused.problems())
        .filteredOn(p -> p.domain().equals("other"))
        .hasSizeGreaterThanOrEqualTo(2);
  }
}
