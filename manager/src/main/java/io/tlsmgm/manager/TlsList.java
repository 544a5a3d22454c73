package io.tlsmgm.manager;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.CertificateText;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer of {@code tls_list}: the C module's keys in its order, then ours. */
public final class TlsList {
  private TlsList() {}

  /**
   * Every domain, clients first, as a tree of maps, lists, strings, booleans, numbers and nulls
   * with one key {@code Domains}. As in the C module, a domain of a database has no keys for files.
   *
   * <p>Behind the C module's keys: {@code CERT_SUBJECT}, {@code CERT_SANS}, {@code
   * CERT_NOT_BEFORE}, {@code CERT_NOT_AFTER} and {@code CERT_SHA256} of the certificate that the
   * domain presents; {@code DAYS_LEFT}, whole days until the first certificate of its chain ends
   * (negative afterwards), and {@code CRL_DAYS_LEFT}, the same for its revocation lists; {@code
   * SOURCE} and {@code LOCATION} of the definition; {@code LIBRARY}; {@code GENERATION}, that of
   * the configuration its context was made for; {@code CONNECTIONS}, those that use the domain now;
   * {@code NOT_HONOURED}, settings that the library cannot honour. What a domain has none of is
   * null, or an empty list.
   */
  public static Map<String, Object> of(TlsManager manager) {
    List<Map<String, @Nullable Object>> domains = new ArrayList<>();
    Instant now = manager.clock().instant();
    String library = manager.library().name();
    for (Role role : Role.values()) {
      for (ManagedDomain domain : manager.domains(role)) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        written(entry, domain.definition());
        certificate(entry, domain, now);
        state(entry, domain, library);
        domains.add(entry);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Domains", domains);
    return answer;
  }

  private static void written(Map<String, @Nullable Object> entry, TlsDomain d) {
    boolean files = d.source() == TlsDomain.Source.SCRIPT;
    entry.put("name", d.name());
    entry.put("type", d.role() == Role.CLIENT ? "TLS_DOMAIN_CLI" : "TLS_DOMAIN_SRV");
    entry.put("IP ADDRESS FILTERS", d.addresses().stream().map(AddressFilter::canonical).toList());
    entry.put("SIP DOMAIN FILTERS", d.sipDomains().stream().map(SipDomainFilter::text).toList());
    entry.put("METHOD", d.method().text());
    entry.put("VERIFY_CERT", d.verifyCert());
    entry.put("REQ_CLI_CERT", d.requireCert());
    entry.put("CRL_CHECKALL", d.crlCheckAll());
    if (files) {
      entry.put("CERT_FILE", file(d.certificate()));
    }
    entry.put("CRL_DIR", d.crlDir().map(TlsDomain.Directory::written).orElse(""));
    if (files) {
      entry.put("CA_FILE", file(d.caList()));
    }
    entry.put("CA_DIR", d.caDir().map(TlsDomain.Directory::written).orElse(""));
    if (files) {
      entry.put("PKEY_FILE", file(d.privateKey()));
    }
    entry.put("CIPHER_LIST", d.ciphersList().map(TlsDomain.Setting::value).orElse(""));
    if (files) {
      entry.put("DH_PARAMS_FILE", file(d.dhParams()));
    }
    entry.put("EC_CURVE", d.ecCurve().map(TlsDomain.Setting::value).orElse(""));
  }

  private static void certificate(
      Map<String, @Nullable Object> entry, ManagedDomain domain, Instant now) {
    List<X509Certificate> chain = domain.key().map(KeyEntry::chain).orElse(List.of());
    Optional<X509Certificate> leaf = chain.stream().findFirst();
    entry.put("CERT_SUBJECT", leaf.map(c -> CertificateText.name(c, false)).orElse(null));
    entry.put("CERT_SANS", leaf.map(CertificateText::sans).orElse(List.of()));
    entry.put(
        "CERT_NOT_BEFORE", leaf.map(c -> CertificateText.time(c.getNotBefore())).orElse(null));
    entry.put("CERT_NOT_AFTER", leaf.map(c -> CertificateText.time(c.getNotAfter())).orElse(null));
    entry.put("CERT_SHA256", leaf.map(CertificateText::fingerprint).orElse(null));
    entry.put("DAYS_LEFT", daysLeft(chain.stream().map(X509Certificate::getNotAfter), now));
    entry.put(
        "CRL_DAYS_LEFT",
        daysLeft(
            domain.verifier().revocationLists().orElse(List.of()).stream()
                .map(X509CRL::getNextUpdate)
                .filter(Objects::nonNull),
            now));
  }

  private static void state(
      Map<String, @Nullable Object> entry, ManagedDomain domain, String library) {
    entry.put("SOURCE", domain.definition().source().name().toLowerCase(Locale.ROOT));
    entry.put("LOCATION", domain.definition().location());
    entry.put("LIBRARY", library);
    entry.put("GENERATION", domain.generation());
    entry.put("CONNECTIONS", domain.connections());
    entry.put("NOT_HONOURED", domain.notHonoured());
  }

  private static @Nullable Long daysLeft(Stream<Date> ends, Instant now) {
    return ends.map(Date::toInstant)
        .min(Instant::compareTo)
        .map(end -> Expiry.daysLeft(end, now))
        .orElse(null);
  }

  private static String file(Optional<Material> material) {
    return material.map(Material::fileName).orElse("");
  }
}
