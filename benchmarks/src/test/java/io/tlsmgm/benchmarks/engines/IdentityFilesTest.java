package io.tlsmgm.benchmarks.engines;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdentityFilesTest {
  private static Path directory(IdentityFiles files) {
    String prefix = "-D" + IdentityFiles.PROPERTY + "=";
    assertThat(files.jvmArgument()).startsWith(prefix);
    return Path.of(files.jvmArgument().substring(prefix.length()));
  }

  @Test
  void everyKeyBelongsToItsCertificate() throws IOException, GeneralSecurityException {
    try (IdentityFiles files = IdentityFiles.create()) {
      for (KeyKind kind : List.of(KeyKind.EC_P256, KeyKind.RSA_2048, KeyKind.ED25519)) {
        for (String whose : List.of("server", "client")) {
          Issued issued = IdentityFiles.read(directory(files), whose, kind);
          String algorithm =
              switch (kind) {
                case EC_P256 -> "SHA256withECDSA";
                case RSA_2048 -> "SHA256withRSA";
                default -> "Ed25519";
              };
          Signature signer = Signature.getInstance(algorithm);
          signer.initSign(issued.privateKey());
          signer.update((byte) 1);
          byte[] signature = signer.sign();
          signer.initVerify(issued.leaf().getPublicKey());
          signer.update((byte) 1);
          assertThat(signer.verify(signature)).as(whose + " " + kind).isTrue();
        }
      }
    }
  }

  @Test
  void nobodyElseCanReadThemAndNothingIsLeft() throws IOException {
    Path directory;
    try (IdentityFiles files = IdentityFiles.create()) {
      directory = directory(files);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
    }
    assertThat(directory).doesNotExist();
  }
}
