package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes domains as a script, in one of the very many ways that mean the same. */
final class ScriptPrinter {
  private static final List<String> BLANKS =
      List.of(
          "",
          "",
          " ",
          "\t",
          "\n",
          "\r\n",
          "\\\n",
          " # it's \"a\" } comment\n",
          "/* modparam(\"tls_mgm\", \"x */",
          "/* /* ' */ { */",
          "\n// don't {\n");
  private static final List<String> OTHER_STATEMENTS =
      List.of(
          "",
          "log_name=\"modparam(\\\"tls_mgm\\\", \"",
          "loadmodule \"tls_mgm.so\"",
          "modparam(\"usrloc\", \"db_url\", 'x\"y')",
          "route[r] { if ($rU == \"{\") { $var(q) = $(ru{re.subst,/\"/}/}); } }",
          "socket=udp:*:5060",
          "modparam('auth', \"n\", -1);");

  private final Random random;

  ScriptPrinter(Random random) {
    this.random = random;
  }

  /**
   * The statements of the domains; what has no location is a default and is not written. Those of
   * one inner list have to keep their order: definitions, and the lines that add filters to one
   * domain.
   */
  List<List<String>> statements(List<TlsDomain> domains) {
    List<List<String>> groups = new ArrayList<>();
    groups.add(domains.stream().map(this::definition).toList());
    for (TlsDomain domain : domains) {
      groups.add(filters(domain, "match_ip_address", texts(domain.addresses())));
      groups.add(filters(domain, "match_sip_domain", texts(domain.sipDomains())));
      set(groups, domain, "tls_method", Optional.of(method(domain.method())));
      set(groups, domain, "verify_cert", Optional.of(domain.verifyCert() ? "1" : "0"));
      set(groups, domain, "require_cert", Optional.of(domain.requireCert() ? "7" : "00"));
      set(groups, domain, "crl_check_all", Optional.of(domain.crlCheckAll() ? "1" : "0"));
      set(groups, domain, "certificate", written(domain.certificate()));
      set(groups, domain, "private_key", written(domain.privateKey()));
      set(groups, domain, "ca_list", written(domain.caList()));
      set(groups, domain, "dh_params", written(domain.dhParams()));
      set(groups, domain, "ca_dir", directory(domain.caDir()));
      set(groups, domain, "crl_dir", directory(domain.crlDir()));
      set(groups, domain, "ciphers_list", domain.ciphersList().map(TlsDomain.Setting::value));
      set(groups, domain, "ec_curve", domain.ecCurve().map(TlsDomain.Setting::value));
    }
    return groups;
  }

  /** All statements in an order that keeps the order within each group. */
  String interleaved(List<List<String>> groups) {
    List<Deque<String>> queues = new ArrayList<>();
    groups.forEach(group -> queues.add(new ArrayDeque<>(group)));
    queues.removeIf(Deque::isEmpty);
    List<String> statements = new ArrayList<>();
    while (!queues.isEmpty()) {
      int next = random.nextInt(queues.size());
      statements.add(queues.get(next).remove());
      if (queues.get(next).isEmpty()) {
        queues.remove(next);
      }
    }
    return text(statements);
  }

  /** The statements with other ones between them. */
  String text(List<String> statements) {
    return statements.stream()
        .map(statement -> pick(OTHER_STATEMENTS) + "\n" + blank() + statement)
        .collect(Collectors.joining("\n"));
  }

  /** As written: a left out end of a range is left out again. */
  private static String method(TlsMethod method) {
    if (!method.openMin() && !method.openMax()) {
      return method.text();
    }
    return method
        .range()
        .map(
            range ->
                (method.openMin() ? "" : range.min().methodName())
                    + "-"
                    + (method.openMax() ? "" : range.max().methodName()))
        .orElse(method.text());
  }

  private String definition(TlsDomain domain) {
    return modparam(
        domain.role() == Role.SERVER ? "server_domain" : "client_domain", domain.name());
  }

  /** One line for all filters, or several. Nothing at all means the default. */
  private List<String> filters(TlsDomain domain, String name, List<String> filters) {
    if (filters.equals(List.of("*")) && random.nextBoolean()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < filters.size()) {
      // '*' is no item of a longer list of addresses.
      boolean any = name.equals("match_ip_address") && filters.contains("*");
      int to = any ? from + 1 : from + 1 + random.nextInt(filters.size() - from);
      String separator = pick(List.of(",", ", ", " ,\n  "));
      lines.add(prefixed(domain, name, String.join(separator, filters.subList(from, to))));
      from = to;
    }
    return lines;
  }

  private void set(
      List<List<String>> groups, TlsDomain domain, String name, Optional<String> value) {
    value.ifPresent(text -> groups.add(List.of(prefixed(domain, name, text))));
  }

  private String prefixed(TlsDomain domain, String name, String value) {
    return modparam(name, pick(List.of("", " ")) + "[" + domain.name() + "]" + value);
  }

  private String modparam(String name, String value) {
    String module = pick(List.of("tls_mgm", "proto_tls|tls_mgm", "TLS_mgm"));
    return "modparam"
        + blank()
        + "("
        + blank()
        + quote(module)
        + blank()
        + ","
        + blank()
        + quote(name)
        + blank()
        + ","
        + blank()
        + quote(value)
        + blank()
        + ")"
        + pick(List.of("", ";"));
  }

  private String quote(String value) {
    if (value.indexOf('\'') < 0 && random.nextBoolean()) {
      return "'" + value + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append(random.nextBoolean() ? "\\n" : "\n");
        default -> {
          boolean hex = c < 128 && random.nextInt(20) == 0;
          quoted.append(hex ? String.format("\\x%02x", (int) c) : String.valueOf(c));
          quoted.append(random.nextInt(40) == 0 ? "\\\n" : "");
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static Optional<String> written(Optional<Material> material) {
    return material.filter(file -> !file.location().isEmpty()).map(Material::fileName);
  }

  private static Optional<String> directory(Optional<TlsDomain.Directory> directory) {
    return directory.filter(dir -> !dir.location().isEmpty()).map(TlsDomain.Directory::written);
  }

  private static List<String> texts(List<?> filters) {
    return filters.stream()
        .map(
            filter ->
                filter instanceof AddressFilter address
                    ? address.canonical()
                    : ((SipDomainFilter) filter).text())
        .toList();
  }

  private String blank() {
    return pick(BLANKS);
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
