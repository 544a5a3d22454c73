package io.tlsmgm.manager;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.CertificateText;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate or a revocation list that ends, with every domain that uses it.
 *
 * @param kind what it is
 * @param name the certificate's subject or the list's issuer, as {@code /CN=enum.at}
 * @param place where the first domain names it: {@code FILE:LINE}, or its row
 * @param file the file or directory as the operator wrote it; empty for text of a database
 * @param domains names and roles, such as {@code atlanta (server)}
 * @param end when it ends
 * @param now what the days are counted from
 */
public record Expiry(
    Kind kind,
    String name,
    String place,
    String file,
    List<String> domains,
    Instant end,
    Instant now) {
  /** From so long before its end, something is worth a warning. */
  public static final Duration WARNING = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);
  private static final int MAX_DOMAINS = 5;

  /** What can end. */
  public enum Kind {
    /** The certificate of a domain, or an intermediate that it sends along. */
    CERTIFICATE,
    /** A revocation list of {@code crl_dir}: its nextUpdate. */
    CRL
  }

  /** Copies the list. */
  public Expiry {
    domains = List.copyOf(domains);
  }

  /** Whole days that are left, rounded down: 0 on the last day, negative when it has ended. */
  public long daysLeft() {
    return daysLeft(end, now);
  }

  static long daysLeft(Instant end, Instant now) {
    return Math.floorDiv(
        end.getEpochSecond() - now.getEpochSecond(), Duration.ofDays(1).toSeconds());
  }

  /** The text of a warning, without the place. */
  @Override
  public String toString() {
    boolean ended = !end.isAfter(now);
    long days = ended ? Duration.between(end, now).toDays() : daysLeft();
    String time = days + (days == 1 ? " day" : " days") + (ended ? " ago" : "");
    return (kind == Kind.CERTIFICATE ? "certificate " : "revocation list of ")
        + name
        + (file.isEmpty() ? "" : " ('" + file + "')")
        + (ended ? " ended on " : " ends on ")
        + CertificateText.time(end)
        + ", "
        + (ended ? time : "in " + time)
        + "; domain"
        + (domains.size() == 1 ? " " : "s ")
        + String.join(", ", domains.subList(0, Math.min(MAX_DOMAINS, domains.size())))
        + (domains.size() > MAX_DOMAINS ? " and " + (domains.size() - MAX_DOMAINS) + " more" : "");
  }

  static void log(Expiry expiry) {
    LOG.warn("{}{}", expiry.place.isEmpty() ? "" : expiry.place + ": ", expiry);
  }

  /** What of these domains ends by {@code now} + {@code within}, the first to end first. */
  static List<Expiry> of(List<ManagedDomain> domains, Instant now, Duration within) {
    Instant limit = now.plus(within);
    Map<Object, Use> uses = new LinkedHashMap<>();
    for (ManagedDomain domain : domains) {
      TlsDomain definition = domain.definition();
      for (X509Certificate certificate : domain.key().map(KeyEntry::chain).orElse(List.of())) {
        if (!certificate.getNotAfter().toInstant().isAfter(limit)) {
          uses.computeIfAbsent(certificate, c -> Use.of(certificate, definition)).add(definition);
        }
      }
      for (X509CRL list : domain.verifier().revocationLists().orElse(List.of())) {
        Date next = list.getNextUpdate();
        if (next != null && !next.toInstant().isAfter(limit)) {
          uses.computeIfAbsent(list, c -> Use.of(list, next, definition)).add(definition);
        }
      }
    }
    List<Expiry> found = new ArrayList<>();
    uses.values().forEach(use -> found.add(use.expiry(now)));
    found.sort(Comparator.comparing(Expiry::end).thenComparing(Expiry::name));
    return found;
  }

  /** Something that ends, and who uses it. */
  private record Use(
      Kind kind, String name, String place, String file, Instant end, TreeSet<String> domains) {
    static Use of(X509Certificate certificate, TlsDomain definition) {
      return new Use(
          Kind.CERTIFICATE,
          CertificateText.name(certificate, false),
          definition
              .certificate()
              .map(Material::location)
              .filter(place -> !place.isEmpty())
              .orElse(definition.location()),
          definition.certificate().map(Material::fileName).orElse(""),
          certificate.getNotAfter().toInstant(),
          new TreeSet<>());
    }

    static Use of(X509CRL list, Date next, TlsDomain definition) {
      return new Use(
          Kind.CRL,
          CertificateText.issuer(list),
          definition
              .crlDir()
              .map(TlsDomain.Directory::location)
              .filter(place -> !place.isEmpty())
              .orElse(definition.location()),
          definition.crlDir().map(TlsDomain.Directory::written).orElse(""),
          next.toInstant(),
          new TreeSet<>());
    }

    void add(TlsDomain definition) {
      Role role = definition.role();
      domains.add(definition.name() + " (" + role.name().toLowerCase(Locale.ROOT) + ")");
    }

    Expiry expiry(Instant now) {
      return new Expiry(kind, name, place, file, List.copyOf(domains), end, now);
    }
  }
}
