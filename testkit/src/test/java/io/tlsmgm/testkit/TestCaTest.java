package io.tlsmgm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestCaTest {
  @ParameterizedTest
  @EnumSource
  void everyKindOfKeySignsAndIsSigned(KeyKind kind) throws Exception {
    TestCa root = TestCa.create("Root", kind);
    TestCa intermediate = root.intermediate("Intermediate");
    Issued leaf = intermediate.leaf("leaf").keyKind(kind).issue();

    leaf.leaf().verify(intermediate.certificate().getPublicKey());
    intermediate.certificate().verify(root.certificate().getPublicKey());
    assertThat(leaf.chain()).containsExactly(leaf.leaf(), intermediate.certificate());
    assertThat(signs(leaf, kind)).isTrue();
    assertThat(KeyType.of(leaf.privateKey())).isPresent();
    intermediate.crl().build().verify(intermediate.certificate().getPublicKey());
    assertThat(leaf.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(leaf.keyPemEncrypted("secret".toCharArray()))
        .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
  }

  private static boolean signs(Issued leaf, KeyKind kind) throws GeneralSecurityException {
    String algorithm = Signatures.usual(leaf.privateKey(), kind);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(leaf.privateKey());
    signature.update("text".getBytes(StandardCharsets.UTF_8));
    byte[] signed = signature.sign();
    signature.initVerify(leaf.leaf().getPublicKey());
    signature.update("text".getBytes(StandardCharsets.UTF_8));
    return signature.verify(signed);
  }

  @Test
  void traditionalFormats() {
    TestCa root = TestCa.create("Root");
    assertThat(root.leaf("a").issue().keyPemPkcs1OrSec1())
        .startsWith("-----BEGIN EC PRIVATE KEY-----");
    assertThat(root.leaf("a").keyKind(KeyKind.RSA_2048).issue().keyPemPkcs1OrSec1())
        .startsWith("-----BEGIN RSA PRIVATE KEY-----");
  }

  @Test
  void rsaLeavesInARowHaveDifferentKeys() {
    TestCa root = TestCa.create("Root");
    Issued first = root.leaf("a").keyKind(KeyKind.RSA_2048).issue();
    Issued second = root.leaf("b").keyKind(KeyKind.RSA_2048).issue();
    assertThat(first.leaf().getPublicKey()).isNotEqualTo(second.leaf().getPublicKey());
  }

  @Test
  void validityIsAsAsked() throws Exception {
    TestCa root = TestCa.create("Root");
    root.leaf("a").issue().leaf().checkValidity();
    assertThatThrownBy(() -> root.leaf("a").expired().issue().leaf().checkValidity())
        .isInstanceOf(CertificateExpiredException.class);
    assertThatThrownBy(() -> root.leaf("a").notYetValid().issue().leaf().checkValidity())
        .isInstanceOf(CertificateNotYetValidException.class);
  }

  @Test
  void purposesAndNamesAreAsAsked() throws Exception {
    TestCa root = TestCa.create("Root");
    X509Certificate both = root.leaf("a").issue().leaf();
    X509Certificate server = root.leaf("a").serverAuth().dns("a.example").ip("::1").issue().leaf();
    X509Certificate none = root.leaf("a").noEku().issue().leaf();
    assertThat(both.getExtendedKeyUsage()).hasSize(2);
    assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(none.getExtendedKeyUsage()).isNull();
    assertThat(server.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "a.example"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(root.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aListRevokesAndCanBeSignedByAStranger() throws Exception {
    TestCa root = TestCa.create("Root");
    Issued leaf = root.leaf("a").issue();
    X509CRL crl = root.crl().revoke(leaf.leaf()).build();
    assertThat(crl.isRevoked(leaf.leaf())).isTrue();

    TestCa stranger = TestCa.create("Stranger");
    X509CRL forged = root.crl().signedBy(stranger.privateKey()).build();
    assertThat(forged.getIssuerX500Principal())
        .isEqualTo(root.certificate().getSubjectX500Principal());
    assertThatThrownBy(() -> forged.verify(root.certificate().getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }

  @Test
  void keyFileIsPrivate(@TempDir Path dir) throws IOException {
    Issued leaf = TestCa.create("Root").leaf("a").issue();
    leaf.write(dir.resolve("cert.pem"), dir.resolve("key.pem"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("key.pem"))))
        .isEqualTo("rw-------");
    assertThat(Files.readString(dir.resolve("cert.pem"))).isEqualTo(leaf.certPem());
    assertThat(leaf.toString()).isEqualTo("Issued[CN=a]");
  }
}
