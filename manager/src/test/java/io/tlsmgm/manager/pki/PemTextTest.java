package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tlsmgm.testkit.TestCa;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PemTextTest {
  private static final String BODY = "MAMCAQU=";
  private static final String BLOCK = "-----BEGIN X-----\n" + BODY + "\n-----END X-----\n";

  private static String error(String text) {
    return String.valueOf(
        catchThrowableOfType(PemException.class, () -> PemText.blocks(text)).getMessage());
  }

  @Test
  void blocksWithTypeIndexLineAndContent() throws Exception {
    List<PemBlock> blocks =
        PemText.blocks(
            "a\n\n"
                + BLOCK
                + "subject=/CN=x\n  -----BEGIN Y Z-----  \r\n"
                + BODY
                + "\r\n-----END Y Z-----");
    assertThat(blocks).hasSize(2);
    assertThat(blocks.get(0).where()).isEqualTo("block 1 (X, line 3)");
    assertThat(blocks.get(1).where()).isEqualTo("block 2 (Y Z, line 7)");
    assertThat(blocks.get(1).content()).containsExactly(0x30, 3, 2, 1, 5);
    assertThat(PemText.blocks("")).isEmpty();
    assertThat(PemText.blocks("# -----BEGIN X-----\n")).isEmpty();
  }

  @Test
  void endsOfLinesAndByteOrderMarks() throws Exception {
    for (String text :
        List.of(
            BLOCK,
            BLOCK.replace("\n", "\r\n"),
            BLOCK.replace("\n", "\r"),
            "\uFEFF" + BLOCK,
            "\u00EF\u00BB\u00BF" + BLOCK,
            BLOCK.replace(BODY, "MAMC\n\n A Q\tU=\n"))) {
      assertThat(PemText.blocks(text))
          .singleElement()
          .satisfies(b -> assertThat(b.content()).hasSize(5));
    }
  }

  @Test
  void headers() throws Exception {
    String text =
        "-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,\n 00AA-\n\n"
            + BODY
            + "\n-----END X-----\n";
    assertThat(PemText.blocks(text).get(0).headers())
        .containsEntry("Proc-Type", "4,ENCRYPTED")
        .containsEntry("DEK-Info", "AES-128-CBC,00AA-");
  }

  @Test
  void mistakesNameTheLine() {
    assertThat(error("x\n-----BEGIN X-----\n" + BODY))
        .isEqualTo("block 1 (X, line 2) is cut off: it has no END line");
    assertThat(error("-----BEGIN X-----\n" + BODY + "\n-----END Y-----\n"))
        .isEqualTo("block 1 (X, line 1) ends as Y in line 3");
    assertThat(error("-----BEGIN X-----\n" + BODY + "\n" + BLOCK))
        .isEqualTo("block 1 (X, line 1) has no END line before the next block begins in line 3");
    assertThat(error("-----BEGIN X-----\nMAMC\nAQ!=\n-----END X-----\n"))
        .isEqualTo("block 1 (X, line 1) is damaged: character 3 of line 3 is not base64");
    assertThat(error("-----BEGIN X-----\nMAMCA\n-----END X-----\n"))
        .isEqualTo(
            "block 1 (X, line 1) is cut off: its base64 text has 5 characters, which is no multiple"
                + " of 4");
    assertThat(error("-----BEGIN X-----\nMA==AQU=\n-----END X-----\n")).contains("padding");
    assertThat(error("-----BEGIN X-----\n-----END X-----\n")).contains("is empty");
    assertThat(error("-----BEGIN X----\n")).contains("line 1", "does not end in -----");
    assertThat(error("-----BEGIN -----\n" + BODY)).contains("line 1");
  }

  @Test
  void textWithoutBlocks() {
    assertThat(PemText.whyNothing(" \n\t")).isEqualTo("is empty");
    assertThat(PemText.whyNothing("hello")).contains("no PEM block");
    assertThat(PemText.whyNothing("0\u0082\u0001\u0002")).contains("DER");
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.strings()
        .withChars("abz -=:+/\n\r\t09é")
        .ofMaxLength(40)
        .filter(s -> !s.contains("-----"));
  }

  @Property(tries = 300)
  void whateverStandsAroundBlocksIsSkipped(
      @ForAll("junk") String before,
      @ForAll("junk") String after,
      @ForAll @Size(min = 1, max = 300) byte[] content)
      throws Exception {
    String text =
        before
            + "\n-----BEGIN SOME THING-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END SOME THING-----\n"
            + after;
    assertThat(PemText.blocks(text))
        .singleElement()
        .satisfies(block -> assertThat(block.content()).isEqualTo(content));
  }

  @Property(tries = 300)
  void aChangedCharacterIsAnErrorOrAnotherCertificate(
      @ForAll int position, @ForAll char replacement) throws Exception {
    TestCa ca = Holder.CA;
    String pem = ca.pem();
    int at = Math.floorMod(position, pem.length());
    String changed = pem.substring(0, at) + replacement + pem.substring(at + 1);
    Parsed<List<CertificateView>> parsed = TrustReader.list(changed);
    boolean error = parsed.findings().stream().anyMatch(Parsed.Finding::error);
    assertThat(error).isEqualTo(parsed.value().isEmpty());
    if (!error) {
      assertThat(parsed.value().get()).hasSize(1);
      assertThat(parsed.value().get().get(0).certificate().getEncoded())
          .hasSameSizeAs(ca.certificate().getEncoded());
    }
  }

  private static final class Holder {
    static final TestCa CA = TestCa.create("Root");
  }
}
