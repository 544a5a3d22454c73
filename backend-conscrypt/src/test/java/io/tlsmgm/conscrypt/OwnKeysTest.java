package io.tlsmgm.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnKeysTest {
  private static KeyEntry entry(KeyKind kind) {
    return TestCa.create("keys CA", KeyKind.EC_P256).leaf("leaf").keyKind(kind).issue().entry();
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "EC_P256", "EC_P384"})
  void keysThatCanBeReadOutBecomeConscryptsOwn(KeyKind kind) {
    KeyEntry entry = entry(kind);
    KeyEntry own = OwnKeys.of(entry);
    assertThat(own.privateKey().getClass().getName()).startsWith("org.conscrypt.");
    assertThat(own.privateKey().getAlgorithm()).isEqualTo(entry.privateKey().getAlgorithm());
    assertThat(own.chain()).isEqualTo(entry.chain());
    // What came in is still whole.
    assertThat(OwnKeys.of(entry).privateKey()).isEqualTo(own.privateKey());
  }

  @Test
  void aKeyThatStaysInItsDeviceStaysWhatItIs() {
    KeyEntry entry = entry(KeyKind.EC_P256);
    KeyEntry opaque = new KeyEntry(new Opaque("EC", null), entry.chain());
    assertThat(OwnKeys.of(opaque)).isSameAs(opaque);
  }

  @Test
  void aKeyThatTheProviderCannotMakeStaysWhatItIs() {
    KeyEntry entry = entry(KeyKind.EC_P256);
    KeyEntry unknown = new KeyEntry(new Opaque("no algorithm", new byte[] {1}), entry.chain());
    assertThat(OwnKeys.of(unknown)).isSameAs(unknown);
    KeyEntry broken = new KeyEntry(new Opaque("EC", new byte[] {1}), entry.chain());
    assertThat(OwnKeys.of(broken)).isSameAs(broken);
  }

  private static final class Opaque implements PrivateKey {
    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final byte @Nullable [] encoded;

    Opaque(String algorithm, byte @Nullable [] encoded) {
      this.algorithm = algorithm;
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return algorithm;
    }

    @Override
    public @Nullable String getFormat() {
      return encoded == null ? null : "PKCS#8";
    }

    @Override
    public byte @Nullable [] getEncoded() {
      return encoded;
    }
  }
}
