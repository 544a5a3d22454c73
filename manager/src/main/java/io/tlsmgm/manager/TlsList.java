package io.tlsmgm.manager;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer of {@code tls_list}: the C module's keys in its order, then ours. */
public final class TlsList {
  private TlsList() {}

  /**
   * Every domain, clients first, as a tree of maps, lists, strings, booleans and integers with one
   * key {@code Domains}.
   */
  public static Map<String, Object> of(TlsManager manager) {
    List<Map<String, Object>> domains = new ArrayList<>();
    for (Role role : Role.values()) {
      for (ManagedDomain domain : manager.domains(role)) {
        domains.add(entry(domain));
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Domains", domains);
    return answer;
  }

  private static Map<String, Object> entry(ManagedDomain domain) {
    TlsDomain d = domain.definition();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", d.name());
    entry.put("type", d.role() == Role.CLIENT ? "TLS_DOMAIN_CLI" : "TLS_DOMAIN_SRV");
    entry.put("IP ADDRESS FILTERS", d.addresses().stream().map(AddressFilter::canonical).toList());
    entry.put("SIP DOMAIN FILTERS", d.sipDomains().stream().map(SipDomainFilter::text).toList());
    entry.put("METHOD", d.method().text());
    entry.put("VERIFY_CERT", d.verifyCert());
    entry.put("REQ_CLI_CERT", d.requireCert());
    entry.put("CRL_CHECKALL", d.crlCheckAll());
    entry.put("CERT_FILE", file(d.certificate()));
    entry.put("CRL_DIR", d.crlDir().map(TlsDomain.Directory::written).orElse(""));
    entry.put("CA_FILE", file(d.caList()));
    entry.put("CA_DIR", d.caDir().map(TlsDomain.Directory::written).orElse(""));
    entry.put("PKEY_FILE", file(d.privateKey()));
    entry.put("CIPHER_LIST", d.ciphersList().map(TlsDomain.Setting::value).orElse(""));
    entry.put("DH_PARAMS_FILE", file(d.dhParams()));
    entry.put("EC_CURVE", d.ecCurve().map(TlsDomain.Setting::value).orElse(""));
    entry.put("NOT_HONOURED", domain.notHonoured());
    return entry;
  }

  private static String file(Optional<Material> material) {
    return material.map(Material::fileName).orElse("");
  }
}
