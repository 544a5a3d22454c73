package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.KeyType;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that {@code openssl} wrote, in every format. */
class PrivateKeysTest {
  private static final char[] SECRET = "pässword".toCharArray();

  private Path dir;

  @BeforeEach
  void directory(@TempDir Path directory) {
    dir = directory;
  }

  private Path generate(String... options) {
    Path file = dir.resolve("key.pem");
    List<String> command = new ArrayList<>(List.of("genpkey", "-out", file.toString()));
    command.addAll(List.of(options));
    OpenSsl.run(command).ok();
    return file;
  }

  private Path convert(Path from, String... options) {
    Path file = dir.resolve("converted.pem");
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of("-in", from.toString(), "-out", file.toString()));
    OpenSsl.run(command).ok();
    return file;
  }

  private PublicKey publicKey(Path key, String algorithm) throws Exception {
    Path file = dir.resolve("public.der");
    OpenSsl.run(
            "pkey", "-in", key.toString(), "-pubout", "-outform", "DER", "-out", file.toString())
        .ok();
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(file)));
  }

  private static Parsed<PrivateKey> read(String text, Optional<char[]> password) {
    Parsed<PemBlock> block = KeyReader.keyBlock(text);
    return block.value().isPresent()
        ? KeyReader.key(block.value().get(), password)
        : new Parsed<>(Optional.empty(), block.findings());
  }

  private static Parsed<PrivateKey> read(Path file, Optional<char[]> password) throws Exception {
    return read(Files.readString(file), password);
  }

  private static PrivateKey good(Parsed<PrivateKey> parsed) {
    assertThat(parsed.findings()).isEmpty();
    return parsed.value().orElseThrow();
  }

  private static String bad(Parsed<PrivateKey> parsed) {
    assertThat(parsed.value()).isEmpty();
    assertThat(parsed.findings()).singleElement().satisfies(f -> assertThat(f.error()).isTrue());
    return parsed.findings().get(0).text();
  }

  static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of(
            "RSA", KeyType.RSA, List.of("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")),
        Arguments.of(
            "RSASSA-PSS",
            KeyType.RSASSA_PSS,
            List.of("-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048")),
        Arguments.of(
            "EC", KeyType.EC, List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")),
        Arguments.of(
            "EC", KeyType.EC, List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384")),
        Arguments.of(
            "EC", KeyType.EC, List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521")),
        Arguments.of(
            "EC",
            KeyType.EC,
            List.of("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1")),
        Arguments.of("Ed25519", KeyType.ED25519, List.of("-algorithm", "ED25519")),
        Arguments.of("Ed448", KeyType.ED448, List.of("-algorithm", "ED448")));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void everyAlgorithmInPkcs8(String algorithm, KeyType type, List<String> options)
      throws Exception {
    Path file = generate(options.toArray(new String[0]));
    PrivateKey key = good(read(file, Optional.empty()));
    assertThat(KeyType.of(key)).contains(type);
    assertThat(key.getClass().getName()).startsWith("sun.security.");
    PublicKey own = publicKey(file, algorithm);
    assertThat(KeyMatch.matches(key, own)).isTrue();
    PublicKey other = publicKey(generate(options.toArray(new String[0])), algorithm);
    assertThat(KeyMatch.matches(key, other)).isFalse();
  }

  @Test
  void traditionalFormats() throws Exception {
    Path rsa = generate("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
    PrivateKey key = good(read(rsa, Optional.empty()));
    Path pkcs1 = convert(rsa, "rsa", "-traditional");
    assertThat(Files.readString(pkcs1)).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(good(read(pkcs1, Optional.empty()))).isEqualTo(key);
    Path ec = dir.resolve("ec.pem");
    OpenSsl.run("ecparam", "-name", "prime256v1", "-genkey", "-out", ec.toString()).ok();
    assertThat(Files.readString(ec)).startsWith("-----BEGIN EC PARAMETERS-----");
    assertThat(KeyMatch.matches(good(read(ec, Optional.empty())), publicKey(ec, "EC"))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048", "ED25519", "ED448"})
  void encryptedPkcs8(KeyKind kind) {
    Issued leaf = TestCa.create("R").leaf("l").keyKind(kind).issue();
    String text = leaf.keyPemEncrypted(SECRET);
    assertThat(good(read(text, Optional.of(SECRET.clone())))).isEqualTo(leaf.privateKey());
    assertThat(bad(read(text, Optional.of("other".toCharArray())))).contains("password", "wrong");
    assertThat(bad(read(text, Optional.empty()))).contains("is encrypted, and no password");
  }

  @Test
  void encryptedByOpenSsl() throws Exception {
    Path plain = generate("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
    PrivateKey key = good(read(plain, Optional.empty()));
    char[] password = "secret".toCharArray();
    List<List<String>> ways =
        List.of(
            List.of("pkcs8", "-topk8", "-v2", "aes-128-cbc"),
            List.of("pkcs8", "-topk8", "-v2", "des3", "-v2prf", "hmacWithSHA1"),
            List.of(
                "pkcs8", "-topk8", "-v2", "aes256", "-v2prf", "hmacWithSHA512", "-iter", "50000"),
            List.of("pkcs8", "-topk8", "-scrypt"),
            List.of("pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES"),
            List.of("ec", "-aes256"),
            List.of("ec", "-des3"));
    for (List<String> way : ways) {
      List<String> options = new ArrayList<>(way);
      options.addAll(List.of("-passout", "pass:secret"));
      String text = Files.readString(convert(plain, options.toArray(new String[0])));
      // SEC1 has the curve and the public key in another place.
      assertThat(good(read(text, Optional.of(password))))
          .as("%s", way)
          .isInstanceOfSatisfying(
              ECPrivateKey.class,
              read -> assertThat(read.getS()).isEqualTo(((ECPrivateKey) key).getS()));
      String message = bad(read(text, Optional.of("Secret".toCharArray())));
      assertThat(message).as("%s", way).contains("block 1").doesNotContain("Secret");
    }
    assertThat(password).isEqualTo("secret".toCharArray());
  }

  @Test
  void whatIsOfNoUse() throws Exception {
    Path dsa = dir.resolve("dsa.param");
    OpenSsl.run("dsaparam", "-out", dsa.toString(), "1024").ok();
    assertThat(bad(read(generate("-paramfile", dsa.toString()), Optional.empty())))
        .contains("DSA", "accepted are RSA");
    assertThat(bad(read(convert(generate("-paramfile", dsa.toString()), "dsa"), Optional.empty())))
        .contains("DSA");
    assertThat(bad(read(generate("-algorithm", "X25519"), Optional.empty()))).contains("X25519");
    assertThat(
            bad(
                read(
                    generate(
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-pkeyopt",
                        "ec_param_enc:explicit"),
                    Optional.empty())))
        .contains("curve", "secp256r1");
    assertThat(bad(read(pem("OPENSSH PRIVATE KEY", new byte[8]), Optional.empty())))
        .contains("ssh-keygen");
    assertThat(bad(read(pem("GOST PRIVATE KEY", new byte[8]), Optional.empty())))
        .contains("no known form");
  }

  @Test
  void damagedKeysSayNothingOfTheKey() {
    Issued leaf = TestCa.create("R").leaf("l").issue();
    byte[] good = leaf.privateKey().getEncoded();
    for (int length : new int[] {1, 2, 20, good.length / 2, good.length - 1}) {
      String message = bad(read(pem("PRIVATE KEY", Arrays.copyOf(good, length)), Optional.empty()));
      assertThat(message).startsWith("block 1 (PRIVATE KEY, line 1) is ");
    }
    for (String type : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
      assertThat(bad(read(pem(type, good), Optional.of("x".toCharArray())))).contains(type);
    }
  }

  @Test
  void costOfPasswordsIsLimited() throws Exception {
    Path plain = generate("-algorithm", "ED25519");
    Path slow =
        convert(
            plain,
            "pkcs8",
            "-topk8",
            "-scrypt",
            "-scrypt_N",
            "4096",
            "-scrypt_p",
            "20",
            "-passout",
            "pass:x");
    assertThat(bad(read(slow, Optional.of("x".toCharArray())))).contains("64 MiB");
  }

  @Test
  void severalKeysAreAWarning() {
    TestCa root = TestCa.create("R");
    Issued first = root.leaf("a").issue();
    Parsed<PemBlock> block = KeyReader.keyBlock(first.keyPem() + root.leaf("b").issue().keyPem());
    assertThat(block.findings()).singleElement().satisfies(f -> assertThat(f.error()).isFalse());
    assertThat(good(KeyReader.key(block.value().orElseThrow(), Optional.empty())))
        .isEqualTo(first.privateKey());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + java.util.Base64.getEncoder().encodeToString(content)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
