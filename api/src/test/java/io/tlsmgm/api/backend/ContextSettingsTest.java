package io.tlsmgm.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.Capabilities.Feature;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.UnsupportedSettingException;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.DHParameterSpec;
import org.junit.jupiter.api.Test;

class ContextSettingsTest {
  private static final String EC_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBfDCCASOgAwIBAgIUGpKKn3XrT9B7Hs947oVlM0Ux0vEwCgYIKoZIzj0EAwIw
      EzERMA8GA1UEAwwIYXBpIHRlc3QwIBcNMjYxMTIxMjE1NTQ0WhgPMjEyNjEwMjgy
      MTU1NDRaMBMxETAPBgNVBAMMCGFwaSB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
      AQcDQgAEP+ZDd4UWWo9u7LbaPSOcRnYgBGq8Hjn5SXLW2d5oE1bE0EffOygt4Q/N
      ckwCvh62CPOMqfZjQvGq46WWnngdZaNTMFEwHQYDVR0OBBYEFGTrbi0rnBvqOPd1
      gEEhgMvvBQf/MB8GA1UdIwQYMBaAFGTrbi0rnBvqOPd1gEEhgMvvBQf/MA8GA1Ud
      EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgKyUHNrEq6qqEE1hdFwf2IUr/
      wH9OvucHEawLIpjtUTACIFsihN8P3rGfyUDAzxkAf7/ohRzg0vcOrRZsJ73ra04R
      -----END CERTIFICATE-----
      """;

  private static final Capabilities ALL =
      new Capabilities(
          EnumSet.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3),
          EnumSet.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3),
          EnumSet.of(
              CipherSuite.TLS_AES_128_GCM_SHA256,
              CipherSuite.TLS_AES_256_GCM_SHA384,
              CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
          List.of(),
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          EnumSet.of(KeyType.EC),
          EnumSet.allOf(Feature.class));

  private static TlsContextConfig.Builder config() {
    return TlsContextConfig.builder("sip.example", Role.CLIENT, new TrustNobody())
        .cipherSuites(List.of(CipherSuite.values()));
  }

  private static Capabilities without(Feature feature) {
    Set<Feature> features = EnumSet.allOf(Feature.class);
    features.remove(feature);
    return new Capabilities(
        ALL.protocols(),
        ALL.defaultProtocols(),
        ALL.cipherSuites(),
        ALL.defaultCipherSuites(),
        ALL.groups(),
        ALL.keyTypes(),
        features);
  }

  private static void assertRefused(
      TlsContextConfig.Builder config, Capabilities capabilities, String setting, String... words) {
    assertThatThrownBy(() -> ContextSettings.of(config.build(), capabilities, "lib"))
        .isInstanceOfSatisfying(
            UnsupportedSettingException.class,
            e -> assertThat(e.setting()).as(e.getMessage()).isEqualTo(setting))
        .hasMessageStartingWith("domain sip.example: " + setting + ": ")
        .hasMessageContaining("tls_library lib")
        .hasMessageContainingAll(words);
  }

  @Test
  void listsAreNarrowedToWhatTheLibraryKnowsAndKeepTheirOrder() throws Exception {
    ContextSettings settings =
        ContextSettings.of(
            config()
                .cipherSuites(
                    List.of(
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256,
                        CipherSuite.TLS_AES_256_GCM_SHA384,
                        CipherSuite.TLS_AES_256_GCM_SHA384))
                .groups(List.of(NamedGroup.SECP256R1, NamedGroup.SECT571R1, NamedGroup.X25519))
                .build(),
            ALL,
            "lib");
    assertThat(settings.protocols())
        .containsExactly(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3);
    assertThat(settings.protocolNames()).containsExactly("TLSv1.2", "TLSv1.3");
    assertThat(settings.cipherSuites())
        .containsExactly(
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384);
    assertThat(settings.groups()).containsExactly(NamedGroup.SECP256R1, NamedGroup.X25519);
  }

  @Test
  void suitesOfOtherVersionsAreLeftOut() throws Exception {
    ContextSettings settings =
        ContextSettings.of(
            config().protocols(ProtocolRange.of(ProtocolVersion.TLSV1_2)).build(), ALL, "lib");
    assertThat(settings.cipherSuites())
        .containsExactly(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
  }

  @Test
  void protocolsOutside() {
    assertRefused(
        config().protocols(new ProtocolRange(ProtocolVersion.TLSV1, ProtocolVersion.TLSV1_1)),
        ALL,
        "tls_method",
        "TLSv1-TLSv1_1",
        "TLSv1_2, TLSv1_3");
  }

  @Test
  void suitesOutside() {
    assertRefused(
        config().cipherSuites(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256)),
        ALL,
        "ciphers_list",
        "ECDHE-ARIA128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256");
    assertRefused(
        config()
            .protocols(ProtocolRange.of(ProtocolVersion.TLSV1_3))
            .cipherSuites(List.of(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)),
        ALL,
        "ciphers_list",
        "TLSv1_3",
        "TLS_AES_128_GCM_SHA256");
  }

  @Test
  void aLibraryWithAllSuitesOfTls13OnMustBeAskedForAllOfThem() throws Exception {
    Capabilities allOn = without(Feature.TLS13_SUITE_SELECTION);
    TlsContextConfig.Builder reversed =
        config()
            .cipherSuites(
                List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384));
    assertThat(ContextSettings.of(reversed.build(), allOn, "lib").cipherSuites()).hasSize(3);
    TlsContextConfig.Builder some =
        config()
            .cipherSuites(
                List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256));
    assertRefused(some, allOn, "ciphers_list", "TLS_AES_256_GCM_SHA384", "tls_method");
    TlsContextConfig.Builder old = some.protocols(ProtocolRange.of(ProtocolVersion.TLSV1_2));
    assertThat(ContextSettings.of(old.build(), allOn, "lib").cipherSuites()).hasSize(1);
  }

  @Test
  void groupsOutside() {
    assertRefused(
        config().groups(List.of(NamedGroup.SECT571R1)), ALL, "ec_curve", "sect571r1", "x25519");
    assertRefused(
        config().groups(List.of(NamedGroup.X25519)),
        without(Feature.GROUP_SELECTION),
        "ec_curve",
        "x25519",
        "secp256r1");
  }

  @Test
  void dhParameters() throws Exception {
    TlsContextConfig.Builder config =
        config().dhParameters(new DHParameterSpec(BigInteger.valueOf(23), BigInteger.valueOf(5)));
    assertThat(ContextSettings.of(config.build(), ALL, "lib").groups()).isEmpty();
    assertRefused(config, without(Feature.DH_PARAMETERS), "dh_params", "leave dh_params out");
  }

  @Test
  void applicationProtocols() {
    assertRefused(
        config().applicationProtocols(List.of("sip/2")), without(Feature.ALPN), "alpn", "sip/2");
  }

  @Test
  void sessions() {
    assertRefused(
        config().sessions(SessionPolicy.NONE),
        without(Feature.SESSION_CONTROL),
        "sessions",
        "always resume");
  }

  @Test
  void keyType() throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(EC_CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
    KeyEntry entry =
        new KeyEntry(
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate(),
            List.of(certificate));
    assertThat(ContextSettings.of(config().key(entry).build(), ALL, "lib").protocols()).hasSize(2);
    Capabilities rsaOnly =
        new Capabilities(
            ALL.protocols(),
            ALL.defaultProtocols(),
            ALL.cipherSuites(),
            ALL.defaultCipherSuites(),
            ALL.groups(),
            EnumSet.of(KeyType.RSA),
            ALL.features());
    assertRefused(config().key(entry), rsaOnly, "private_key", "EC", "RSA");
  }
}
