package io.tlsmgm.manager.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.manager.pki.Verdict.Status;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.TestCa;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
  private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

  /** Stands still until told. */
  private static final class HandClock extends Clock {
    private volatile Instant now = T0;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final HandClock clock = new HandClock();

  private Status at(ChainVerifier verifier, Issued leaf, long seconds) {
    clock.now = T0.plusSeconds(seconds);
    return verifier.verify(leaf.chain(), Role.SERVER).status();
  }

  @Test
  void aVerdictEndsWithTheCertificate() throws Exception {
    TestCa root =
        TestCa.builder("R", KeyKind.EC_P256)
            .validity(T0.minusSeconds(9), T0.plusSeconds(500))
            .issueCa();
    Issued leaf = root.leaf("l").validity(T0, T0.plusSeconds(100)).issue();
    ChainVerifier verifier = ChainVerifier.trusting(List.of(root.certificate()), clock);
    assertThat(at(verifier, leaf, -1)).isEqualTo(Status.NOT_YET_VALID);
    assertThat(at(verifier, leaf, 0)).isEqualTo(Status.VERIFIED);
    assertThat(at(verifier, leaf, 99)).isEqualTo(Status.VERIFIED);
    assertThat(at(verifier, leaf, 100)).isEqualTo(Status.EXPIRED);
    assertThat(at(verifier, leaf, 50)).as("a clock set back").isEqualTo(Status.VERIFIED);
    assertThat(at(verifier, leaf, -5)).isEqualTo(Status.NOT_YET_VALID);
  }

  @Test
  void aVerdictEndsWithTheList() throws Exception {
    TestCa root =
        TestCa.builder("R", KeyKind.EC_P256)
            .validity(T0.minusSeconds(9), T0.plusSeconds(900))
            .issueCa();
    Issued leaf = root.leaf("l").validity(T0, T0.plusSeconds(800)).issue();
    X509CRL first = root.crl().thisUpdate(T0).nextUpdate(T0.plusSeconds(100)).build();
    X509CRL second =
        root.crl()
            .revoke(leaf.leaf())
            .thisUpdate(T0.plusSeconds(50))
            .nextUpdate(T0.plusSeconds(200))
            .build();
    ChainVerifier one =
        ChainVerifier.trusting(List.of(root.certificate()), List.of(first), false, clock);
    assertThat(at(one, leaf, 10)).isEqualTo(Status.VERIFIED);
    assertThat(at(one, leaf, 100)).isEqualTo(Status.CRL_EXPIRED);
    ChainVerifier two =
        ChainVerifier.trusting(List.of(root.certificate()), List.of(first, second), false, clock);
    assertThat(at(two, leaf, 10)).isEqualTo(Status.VERIFIED);
    assertThat(at(two, leaf, 50)).as("the second list begins").isEqualTo(Status.REVOKED);
    assertThat(at(two, leaf, 150)).isEqualTo(Status.REVOKED);
    assertThat(at(two, leaf, 200)).isEqualTo(Status.CRL_EXPIRED);
  }

  @Test
  void aVerdictEndsWhenAnotherRootBegins() throws Exception {
    TestCa old =
        TestCa.builder("R", KeyKind.EC_P256)
            .validity(T0.minusSeconds(900), T0.minusSeconds(1))
            .issueCa();
    X509Certificate renewed =
        TestCa.builder("R", KeyKind.EC_P256)
            .keyPair(old.keyPair())
            .validity(T0.plusSeconds(60), T0.plusSeconds(600))
            .issueCa()
            .certificate();
    Issued leaf = old.leaf("l").validity(T0.minusSeconds(9), T0.plusSeconds(500)).issue();
    ChainVerifier verifier = ChainVerifier.trusting(List.of(old.certificate(), renewed), clock);
    assertThat(at(verifier, leaf, 0)).isEqualTo(Status.NOT_YET_VALID);
    assertThat(at(verifier, leaf, 60)).isEqualTo(Status.VERIFIED);
  }

  @Test
  void trustAndRoleAreNotMixedUp() throws Exception {
    TestCa root = TestCa.create("R");
    Issued leaf = root.leaf("l").serverAuth().issue();
    VerdictCache cache = new VerdictCache(100);
    Trust trusting =
        new Trust(
            new TrustStore(List.of(CertificateView.of(root.certificate()))), Optional.empty());
    Trust empty = new Trust(TrustStore.EMPTY, Optional.empty());
    ChainVerifier yes = new ChainVerifier(trusting, Clock.systemUTC(), cache);
    ChainVerifier no = new ChainVerifier(empty, Clock.systemUTC(), cache);
    for (int i = 0; i < 2; i++) {
      assertThat(yes.verify(leaf.chain(), Role.CLIENT).status()).isEqualTo(Status.VERIFIED);
      assertThat(yes.verify(leaf.chain(), Role.SERVER).status()).isEqualTo(Status.WRONG_PURPOSE);
      assertThat(no.verify(leaf.chain(), Role.CLIENT).status()).isEqualTo(Status.UNKNOWN_ISSUER);
    }
    assertThat(cache.size()).isEqualTo(3);
  }

  @Test
  void staysWithinItsBounds() throws Exception {
    TestCa root = TestCa.create("R");
    VerdictCache cache = new VerdictCache(32);
    ChainVerifier verifier =
        new ChainVerifier(new Trust(TrustStore.EMPTY, Optional.empty()), Clock.systemUTC(), cache);
    for (int i = 0; i < 200; i++) {
      verifier.verify(root.leaf("l" + i).issue().chain(), Role.SERVER);
      assertThat(cache.size()).isLessThanOrEqualTo(33);
    }
    assertThat(cache.size()).isGreaterThan(16);
  }
}
