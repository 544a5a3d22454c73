package io.tlsmgm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NamedGroupTest {
  private static final List<NamedGroup> ALL = List.of(NamedGroup.values());

  /** Hybrids are newer than OpenSSL 3.0. */
  private static final List<NamedGroup> KNOWN_TO_OPENSSL =
      ALL.stream().filter(group -> !group.ianaName().contains("MLKEM")).toList();

  @Test
  void curvesHaveTheNamesAndIdentifiersOfOpenSsl() throws Exception {
    List<NamedGroup> curves =
        ALL.stream()
            .filter(
                group ->
                    group.oid().startsWith("1.3.132.")
                        || hasX962Oid(group)
                        || group.ianaName().startsWith("brainpool"))
            .toList();
    assertThat(curves).hasSize(15);
    for (NamedGroup curve : curves) {
      List<String> names = new ArrayList<>(List.of(curve.opensslName()));
      if (!curve.nistName().isEmpty()) {
        names.add(curve.nistName());
      }
      for (String name : names) {
        byte[] parameters = openssl("ecparam", "-name", name, "-outform", "DER");
        assertThat(HexFormat.of().formatHex(parameters)).as(name).isEqualTo(derOid(curve.oid()));
      }
    }
  }

  @Test
  void montgomeryCurvesHaveTheIdentifiersOfOpenSsl() throws Exception {
    for (NamedGroup group : List.of(NamedGroup.X25519, NamedGroup.X448)) {
      byte[] key = openssl("genpkey", "-algorithm", group.opensslName(), "-outform", "DER");
      assertThat(HexFormat.of().formatHex(key)).contains(derOid(group.oid()));
    }
  }

  /** Has OpenSSL offer every group by name and reads the codes off its ClientHello. */
  @Test
  @Timeout(30)
  void codesAreThoseThatOpenSslSends() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(10_000);
      Process client =
          start(
              "s_client",
              "-connect",
              server.getInetAddress().getHostAddress() + ":" + server.getLocalPort(),
              "-cipher",
              "ALL@SECLEVEL=0",
              "-groups",
              KNOWN_TO_OPENSSL.stream()
                  .map(NamedGroup::opensslName)
                  .collect(Collectors.joining(":")));
      List<Integer> codes;
      try (Socket socket = server.accept()) {
        codes = supportedGroups(new DataInputStream(socket.getInputStream()));
      } finally {
        client.destroyForcibly().waitFor();
      }
      assertThat(codes).isEqualTo(KNOWN_TO_OPENSSL.stream().map(NamedGroup::code).toList());
    }
  }

  @Test
  void hybridsHaveTheCodesOfTheRegistry() {
    assertThat(NamedGroup.SECP256R1MLKEM768.code()).isEqualTo(0x11EB);
    assertThat(NamedGroup.X25519MLKEM768.code()).isEqualTo(0x11EC);
    assertThat(NamedGroup.SECP384R1MLKEM1024.code()).isEqualTo(0x11ED);
  }

  @Test
  void isFoundByEachOfItsNamesWhateverTheCase() {
    for (NamedGroup group : ALL) {
      for (String name :
          List.of(group.ianaName(), group.opensslName(), group.nistName(), group.oid())) {
        if (!name.isEmpty()) {
          assertThat(NamedGroup.ofName(name)).as(name).contains(group);
          assertThat(NamedGroup.ofName(name.toUpperCase(Locale.ROOT))).as(name).contains(group);
        }
      }
      assertThat(NamedGroup.ofCode(group.code())).contains(group);
    }
    assertThat(NamedGroup.ofName("")).isEmpty();
    assertThat(NamedGroup.ofName("P-257")).isEmpty();
    assertThat(NamedGroup.ofCode(0)).isEmpty();
  }

  private static boolean hasX962Oid(NamedGroup group) {
    return group.oid().startsWith("1.2.840.10045.");
  }

  /** The whole DER element of an object identifier, in hexadecimal. */
  private static String derOid(String dotted) {
    int[] arcs = Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(40 * arcs[0] + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      int groups = Math.max(1, (BigInteger.valueOf(arcs[i]).bitLength() + 6) / 7);
      for (int g = groups - 1; g >= 0; g--) {
        content.write(((arcs[i] >> (7 * g)) & 0x7F) | (g > 0 ? 0x80 : 0));
      }
    }
    return String.format(Locale.ROOT, "06%02x", content.size())
        + HexFormat.of().formatHex(content.toByteArray());
  }

  /** The supported_groups of the ClientHello in one TLS record (RFC 8446, 4.1.2 and 4.2.7). */
  private static List<Integer> supportedGroups(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    byte[] record = new byte[in.readUnsignedShort()];
    in.readFully(record);
    ByteBuffer hello = ByteBuffer.wrap(record);
    hello.position(4 + 2 + 32);
    skip(hello, hello.get() & 0xFF);
    skip(hello, hello.getShort() & 0xFFFF);
    skip(hello, hello.get() & 0xFF);
    int extensionsLength = hello.getShort() & 0xFFFF;
    assertThat(extensionsLength).isEqualTo(hello.remaining());
    while (hello.hasRemaining()) {
      int type = hello.getShort() & 0xFFFF;
      int length = hello.getShort() & 0xFFFF;
      if (type == 10) {
        List<Integer> codes = new ArrayList<>();
        for (int left = hello.getShort() & 0xFFFF; left > 0; left -= 2) {
          codes.add(hello.getShort() & 0xFFFF);
        }
        return codes;
      }
      skip(hello, length);
    }
    throw new AssertionError("no supported_groups in the ClientHello");
  }

  private static void skip(ByteBuffer buffer, int length) {
    buffer.position(buffer.position() + length);
  }

  private static byte[] openssl(String... arguments) throws Exception {
    Process process = start(arguments);
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", arguments)).isZero();
    return output;
  }

  private static Process start(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OPENSSL_CONF", "/dev/null");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("this test compares with the openssl command: install it", e);
    }
  }
}
