package io.tlsmgm.wolfssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system's libcrypto does for wolfSSL, seen from the facts of the library. */
class LibcryptoTest {
  private static final String LIBCRYPTO = "-D" + WolfSslLibrary.CRYPTO + "=libcrypto";
  private static final String ALL =
      "libcrypto-does=AES-GCM, AES-CBC, AES-CCM, SHA, ECDSA, ECDH, EC key generation, RSA,"
          + " random seeds";

  private static List<String> facts(String... options) throws Exception {
    return OwnProcess.run(PrintFacts.class, OwnProcess.classPath(), options);
  }

  @Test
  void everythingWithTheSystemsLibwolfssl() throws Exception {
    assertThat(facts(LIBCRYPTO)).contains(ALL + ", X25519, key schedule");
  }

  /** Only the libwolfssl that the native part was linked with has its own functions replaced. */
  @Test
  void nothingIsInterposedInAnotherFile(@TempDir Path directory) throws Exception {
    Path original = Path.of(new WolfSslLibrary().probe().origin());
    Path copy = Files.copy(original, directory.resolve("libwolfssl-copy.so"));
    assertThat(facts(LIBCRYPTO, "-D" + WolfSslLibrary.LIBRARY + "=" + copy)).contains(ALL);
  }

  @Test
  void nothingWithBuiltin() throws Exception {
    assertThat(facts("-D" + WolfSslLibrary.CRYPTO + "=builtin"))
        .contains("crypto=builtin")
        .noneMatch(fact -> fact.startsWith("libcrypto-does"));
  }
}
