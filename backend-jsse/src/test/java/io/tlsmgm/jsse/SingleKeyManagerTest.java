package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.backend.SingleKeyManager;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.security.Principal;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Here, and not beside the class, because the certificates come from the testkit. */
class SingleKeyManagerTest {
  private static final TestCa CA = TestCa.create("key manager CA");
  private static final Principal[] STRANGERS = {new X500Principal("CN=stranger")};

  @ParameterizedTest
  @CsvSource({"EC_P256, EC, RSA", "RSA_2048, RSA, RSASSA-PSS", "ED25519, EdDSA, EC"})
  void presentsTheKeyWhereItsTypeFits(KeyKind kind, String type, String other) {
    Issued issued = CA.leaf("leaf").keyKind(kind).issue();
    SingleKeyManager manager = new SingleKeyManager(issued.entry());
    String alias = Objects.requireNonNull(manager.chooseEngineServerAlias(type, null, null));
    assertThat(manager.chooseEngineClientAlias(new String[] {other, type}, STRANGERS, null))
        .isEqualTo(alias);
    assertThat(manager.chooseClientAlias(new String[] {type}, STRANGERS, null)).isEqualTo(alias);
    assertThat(manager.chooseServerAlias(type, STRANGERS, null)).isEqualTo(alias);
    assertThat(manager.getClientAliases(type, STRANGERS)).containsExactly(alias);
    assertThat(manager.getServerAliases(type, STRANGERS)).containsExactly(alias);
    assertThat(manager.getPrivateKey(alias)).isEqualTo(issued.privateKey());
    assertThat(manager.getCertificateChain(alias)).containsExactlyElementsOf(issued.chain());
    assertThat(manager.chooseEngineServerAlias(other, null, null)).isNull();
    assertThat(manager.chooseEngineClientAlias(new String[] {other}, null, null)).isNull();
    assertThat(manager.getServerAliases(other, null)).isNull();
  }

  @Test
  void knowsNoOtherAlias() {
    SingleKeyManager manager = new SingleKeyManager(CA.leaf("leaf").issue().entry());
    assertThat(manager.getPrivateKey("other")).isNull();
    assertThat(manager.getCertificateChain("other")).isNull();
  }
}
