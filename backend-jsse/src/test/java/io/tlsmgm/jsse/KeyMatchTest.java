package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.KeyMatch;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Here, and not beside the class, because the certificates come from the testkit. */
class KeyMatchTest {
  private final TestCa ca = TestCa.create("key match CA");

  private static TlsContextConfig config(KeyEntry key) {
    return TlsContextConfig.builder("sip.example", Role.SERVER, new TrustEverybody())
        .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
        .key(key)
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void ofEveryKind(KeyKind kind) {
    Issued one = ca.leaf("one").keyKind(kind).issue();
    Issued other = ca.leaf("other").keyKind(kind).issue();
    assertThatCode(() -> KeyMatch.require(config(one.entry()))).doesNotThrowAnyException();
    assertRefused(new KeyEntry(other.privateKey(), one.chain()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSASSA-PSS", "DSA"})
  void ofKeysThatAreRare(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(2048);
    assertMatches(generator.generateKeyPair(), generator.generateKeyPair());
  }

  @Test
  void ofPssKeysWithParametersOfTheirOwn() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(
        new RSAKeyGenParameterSpec(
            2048,
            RSAKeyGenParameterSpec.F4,
            new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)));
    assertMatches(generator.generateKeyPair(), generator.generateKeyPair());
  }

  private void assertMatches(KeyPair pair, KeyPair other) {
    Issued issued = ca.leaf("pair").keyPair(pair).issue();
    assertThatCode(() -> KeyMatch.require(config(issued.entry()))).doesNotThrowAnyException();
    assertRefused(new KeyEntry(other.getPrivate(), issued.chain()));
  }

  @Test
  void acrossKinds() {
    Issued ec = ca.leaf("ec").issue();
    Issued rsa = ca.leaf("rsa").keyKind(KeyKind.RSA_2048).issue();
    assertRefused(new KeyEntry(rsa.privateKey(), ec.chain()));
    assertRefused(new KeyEntry(ec.privateKey(), rsa.chain()));
    Issued other = ca.leaf("p384").keyKind(KeyKind.EC_P384).issue();
    assertRefused(new KeyEntry(other.privateKey(), ec.chain()));
  }

  @Test
  void aKeyKnownToMatchStillHasToBeOfAKindThatSigns() {
    Issued one = ca.leaf("one").issue();
    Issued other = ca.leaf("other").issue();
    KeyEntry deaf = new KeyEntry(new DeafKey(), one.chain());
    assertThatCode(() -> KeyMatch.require(matched(one.entry()))).doesNotThrowAnyException();
    assertThatCode(() -> KeyMatch.require(matched(other.entry()))).doesNotThrowAnyException();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> KeyMatch.require(matched(deaf)))
          .isInstanceOf(TlsContextException.class)
          .hasMessageContainingAll("domain sip.example", "the key does not sign");
    }
    // What others said of their keys says nothing of this one.
    assertRefused(new KeyEntry(other.privateKey(), one.chain()));
  }

  private static TlsContextConfig matched(KeyEntry key) {
    return TlsContextConfig.builder("sip.example", Role.SERVER, new TrustEverybody())
        .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
        .matchedKey(key)
        .build();
  }

  /** A key as of a token that nobody can use. */
  private static final class DeafKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public @Nullable String getFormat() {
      return null;
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return null;
    }
  }

  private static void assertRefused(KeyEntry key) {
    assertThatThrownBy(() -> KeyMatch.require(config(key)))
        .isInstanceOf(TlsContextException.class)
        .hasMessageContainingAll("domain sip.example", "private_key", "certificate", "CN=");
  }

  @Test
  void withoutAKeyThereIsNothingToMatch() {
    TlsContextConfig config =
        TlsContextConfig.builder("sip.example", Role.CLIENT, new TrustEverybody())
            .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
            .build();
    assertThatCode(() -> KeyMatch.require(config)).doesNotThrowAnyException();
  }
}
