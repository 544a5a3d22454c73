package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.manager.pki.OpenSslVerify.Revoked;
import io.tlsmgm.testkit.CrlBuilder;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.LeafBuilder;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Chains with faults anywhere: {@code openssl verify} and ours come to the same verdict. */
class RandomChainTest {
  /** Makes one chain and one trusted set by chance. */
  private static final class Generator {
    private final Random random;
    private final TestCa stranger = TestCa.create("Stranger");
    private final List<TestCa> authorities = new ArrayList<>();

    Generator(long seed) {
      this.random = new Random(seed);
    }

    boolean chance(int oneIn) {
      return random.nextInt(oneIn) == 0;
    }

    private LeafBuilder spoil(LeafBuilder builder) {
      if (chance(14)) {
        builder.expired();
      }
      if (chance(20)) {
        builder.notYetValid();
      }
      if (chance(14)) {
        builder.signedBy(stranger.privateKey());
      }
      if (chance(10)) {
        builder.noKeyIdentifiers();
      }
      if (chance(20)) {
        builder.serverAuth();
      }
      if (chance(20)) {
        builder.clientAuth();
      }
      if (chance(25)) {
        builder.signature("SHA1withECDSA");
      }
      return builder;
    }

    private TestCa authority(LeafBuilder builder) {
      if (chance(20)) {
        builder.notCa();
      }
      if (chance(12)) {
        builder.asCa(random.nextInt(3));
      }
      if (chance(16)) {
        builder.keyUsage(chance(2) ? 0 : KeyUsage.cRLSign);
      }
      TestCa ca = spoil(builder).issueCa();
      authorities.add(ca);
      return ca;
    }

    OpenSslVerify question(Path dir) {
      OpenSslVerify question = new OpenSslVerify(dir);
      TestCa ca = authority(TestCa.builder("Root", KeyKind.EC_P256));
      int intermediates = random.nextInt(5);
      for (int i = 1; i <= intermediates; i++) {
        ca = authority(ca.intermediateBuilder("I" + (chance(8) ? 1 : i)));
      }
      LeafBuilder builder = spoil(ca.leaf("leaf"));
      X509Certificate leaf = (chance(12) ? builder.selfSigned() : builder).issue().leaf();
      List<X509Certificate> sent = new ArrayList<>();
      List<X509Certificate> trusted = new ArrayList<>();
      trusted.add(stranger.certificate());
      for (int i = 0; i < authorities.size(); i++) {
        X509Certificate certificate = authorities.get(i).certificate();
        if (!chance(9)) {
          sent.add(certificate);
        }
        if (i == 0 ? !chance(8) : chance(8)) {
          trusted.add(certificate);
        }
      }
      if (chance(10)) {
        trusted.add(leaf);
      }
      Collections.shuffle(sent, random);
      if (chance(2)) {
        question.asServer();
      }
      question.sent(leaf).sent(sent).trust(trusted.toArray(new X509Certificate[0]));
      if (chance(2)) {
        question.crls(chance(2) ? Revoked.ALL : Revoked.LEAF, lists(leaf));
      }
      return question;
    }

    private X509CRL[] lists(X509Certificate leaf) {
      List<X509CRL> lists = new ArrayList<>();
      for (TestCa ca : authorities) {
        if (chance(12)) {
          continue;
        }
        CrlBuilder builder = ca.crl();
        if (chance(6)) {
          builder.revoke(leaf);
        }
        if (chance(10)) {
          builder.revoke(authorities.get(random.nextInt(authorities.size())).certificate());
        }
        if (chance(12)) {
          builder.nextUpdate(Instant.now().minusSeconds(60));
        }
        if (chance(14)) {
          builder.signedBy(stranger.privateKey());
        }
        lists.add(builder.build());
      }
      Collections.shuffle(lists, random);
      return lists.toArray(new X509CRL[0]);
    }
  }

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void sameVerdict(@ForAll long seed) throws IOException {
    Path dir = Files.createTempDirectory("tlsmgm-verify");
    try {
      OpenSslVerify question = new Generator(seed).question(dir);
      Verdict ours = question.ours();
      Statistics.collect(ours.status());
      assertThat(ours.status()).as(ours.reason()).isEqualTo(question.theirs());
    } finally {
      for (String name : List.of("leaf.pem", "trusted.pem", "untrusted.pem", "crls.pem")) {
        Files.deleteIfExists(dir.resolve(name));
      }
      Files.delete(dir);
    }
  }
}
