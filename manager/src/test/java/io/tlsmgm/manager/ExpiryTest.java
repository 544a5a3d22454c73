package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant BEGIN = NOW.minus(Duration.ofDays(300));
  private static final TestCa CA = TestCa.create("expiry CA");

  private final FakeLibrary library = FakeLibrary.named("fake");

  private static Issued leaf(String name, Instant end) {
    return CA.leaf(name).validity(BEGIN, end).issue();
  }

  private static TlsDomain server(String name, Issued leaf) {
    return TlsDomainBuilder.server(name)
        .definedAt(TlsDomain.Source.SCRIPT, "x.cfg:1")
        .matchSipDomain(name)
        .key(leaf.certPem(), leaf.keyPem())
        .build();
  }

  private TlsManager manager(List<Expiry> heard, TlsDomain... domains) throws Exception {
    TlsManagerBuilder builder =
        TlsManager.builder()
            .libraries(List.of(library))
            .library("fake")
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .expiries(heard::add);
    List.of(domains).forEach(builder::domain);
    return builder.build();
  }

  @Test
  void tellsOfWhatEndsWithinThirtyDaysTheFirstToEndFirst(@TempDir Path crls) throws Exception {
    Issued soon = leaf("soon", NOW.plus(Duration.ofDays(30)));
    Issued ended = leaf("ended", NOW.minus(Duration.ofHours(30)));
    Issued later = leaf("later", NOW.plus(Duration.ofDays(30)).plusSeconds(1));
    Files.writeString(
        crls.resolve("list"),
        CA.crl().thisUpdate(BEGIN).nextUpdate(NOW.plus(Duration.ofHours(25))).pem());
    List<Expiry> heard = new ArrayList<>();
    TlsDomain listed =
        TlsDomainBuilder.client("listed").matchSipDomain("l").crlDir(crls).caList(CA.pem()).build();
    try (TlsManager manager =
        manager(
            heard,
            server("a", soon),
            server("b", soon),
            server("c", ended),
            server("d", later),
            listed)) {
      assertThat(heard)
          .map(Expiry::toString)
          .containsExactly(
              "certificate /CN=ended ended on Feb 28 06:00:00 2026 GMT, 1 day ago; domain c"
                  + " (server)",
              "revocation list of /CN=expiry CA ('"
                  + crls
                  + "') ends on Mar  2 13:00:00 2026 GMT, in 1 day; domain listed (client)",
              "certificate /CN=soon ends on Mar 31 12:00:00 2026 GMT, in 30 days; domains a"
                  + " (server), b (server)");
      assertThat(heard).map(Expiry::daysLeft).containsExactly(-2L, 1L, 30L);
      assertThat(manager.expiring(Duration.ofDays(31))).hasSize(4);
      assertThat(manager.expiring(Duration.ZERO)).hasSize(1);
    }
  }

  @Test
  void anIntermediateCountsToo() throws Exception {
    TestCa between =
        CA.intermediateBuilder("between").validity(BEGIN, NOW.plus(Duration.ofDays(3))).issueCa();
    Issued leaf = between.leaf("leaf").validity(BEGIN, NOW.plus(Duration.ofDays(99))).issue();
    List<Expiry> heard = new ArrayList<>();
    try (TlsManager manager = manager(heard, server("a", leaf))) {
      assertThat(heard).map(Expiry::name).containsExactly("/CN=between");
      assertThat(entry(manager)).containsEntry("DAYS_LEFT", 3L);
    }
  }

  @SuppressWarnings("unchecked") // the tree's documented shape
  private static Map<String, Object> entry(TlsManager manager) {
    Object domains = Objects.requireNonNull(TlsList.of(manager).get("Domains"));
    return ((List<Map<String, Object>>) domains).get(0);
  }

  @Test
  void theListShowsTheCertificate() throws Exception {
    Issued leaf =
        CA.leaf("atlanta.com")
            .dns("atlanta.com", "*.atlanta.com")
            .ip("192.0.2.1", "2001:db8::1")
            .email("a@atlanta.com")
            .uri("sip:atlanta.com")
            .validity(BEGIN, NOW.plus(Duration.ofDays(99)).minusSeconds(1))
            .issue();
    try (TlsManager manager = manager(new ArrayList<>(), server("a", leaf))) {
      Map<String, Object> entry = entry(manager);
      assertThat(entry.keySet().stream().skip(16).toList())
          .containsExactly(
              "CERT_SUBJECT",
              "CERT_SANS",
              "CERT_NOT_BEFORE",
              "CERT_NOT_AFTER",
              "CERT_SHA256",
              "DAYS_LEFT",
              "CRL_DAYS_LEFT",
              "SOURCE",
              "LOCATION",
              "LIBRARY",
              "GENERATION",
              "CONNECTIONS",
              "NOT_HONOURED");
      assertThat(entry)
          .containsEntry("CERT_SUBJECT", "/CN=atlanta.com")
          .containsEntry("CERT_NOT_BEFORE", "May  5 12:00:00 2025 GMT")
          .containsEntry("CERT_NOT_AFTER", "Jun  8 11:59:59 2026 GMT")
          .containsEntry("DAYS_LEFT", 98L)
          .containsEntry("CRL_DAYS_LEFT", null)
          .containsEntry("SOURCE", "script")
          .containsEntry("LOCATION", "x.cfg:1")
          .containsEntry("LIBRARY", "fake")
          .containsEntry("GENERATION", 1L)
          .containsEntry("CONNECTIONS", 0);
      assertThat(entry.get("CERT_SANS"))
          .isEqualTo(
              List.of(
                  "DNS:atlanta.com",
                  "DNS:*.atlanta.com",
                  "IP Address:192.0.2.1",
                  "IP Address:2001:DB8:0:0:0:0:0:1",
                  "email:a@atlanta.com",
                  "URI:sip:atlanta.com"));
      assertThat(entry.get("CERT_SHA256")).asString().matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }
  }
}
