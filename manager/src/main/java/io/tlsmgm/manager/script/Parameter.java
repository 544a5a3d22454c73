package io.tlsmgm.manager.script;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of {@code tls_mgm}, those of 2.x and those of 3.x. */
enum Parameter {
  TLS_LIBRARY(Kind.GLOBAL, "tls_library"),
  CLIENT_TLS_DOMAIN_AVP(Kind.GLOBAL, "client_tls_domain_avp"),
  CLIENT_SIP_DOMAIN_AVP(Kind.GLOBAL, "client_sip_domain_avp"),
  TLS_HANDSHAKE_TIMEOUT(Kind.GLOBAL, "tls_handshake_timeout"),
  TLS_SEND_TIMEOUT(Kind.GLOBAL, "tls_send_timeout"),
  AUTO_RELOAD(Kind.GLOBAL, "auto_reload"),
  DB_URL(Kind.GLOBAL, "db_url"),
  DB_TABLE(Kind.GLOBAL, "db_table"),

  SERVER_DOMAIN(Kind.DEFINITION, "server_domain"),
  CLIENT_DOMAIN(Kind.DEFINITION, "client_domain"),

  MATCH_IP_ADDRESS(Kind.DOMAIN, "match_ip_address"),
  MATCH_SIP_DOMAIN(Kind.DOMAIN, "match_sip_domain"),
  TLS_METHOD(Kind.DOMAIN, "tls_method"),
  VERIFY_CERT(Kind.DOMAIN, "verify_cert"),
  REQUIRE_CERT(Kind.DOMAIN, "require_cert"),
  CERTIFICATE(Kind.DOMAIN, "certificate"),
  PRIVATE_KEY(Kind.DOMAIN, "private_key"),
  CA_LIST(Kind.DOMAIN, "ca_list"),
  CA_DIR(Kind.DOMAIN, "ca_dir"),
  CRL_DIR(Kind.DOMAIN, "crl_dir"),
  CRL_CHECK_ALL(Kind.DOMAIN, "crl_check_all"),
  CIPHERS_LIST(Kind.DOMAIN, "ciphers_list"),
  DH_PARAMS(Kind.DOMAIN, "dh_params"),
  EC_CURVE(Kind.DOMAIN, "ec_curve"),

  DOMAIN_COL("domain", "domain_col"),
  MATCH_IP_ADDRESS_COL("match_ip_address", "match_ip_address_col"),
  MATCH_SIP_DOMAIN_COL("match_sip_domain", "match_sip_domain_col"),
  ADDRESS_COL("address", "address_col"),
  TLS_METHOD_COL("method", "tls_method_col"),
  VERIFY_CERT_COL("verify_cert", "verify_cert_col"),
  REQUIRE_CERT_COL("require_cert", "require_cert_col"),
  CERTIFICATE_COL("certificate", "certificate_col"),
  PRIVATE_KEY_COL("private_key", "private_key_col"),
  CRL_CHECK_ALL_COL("crl_check_all", "crl_check_all_col"),
  CRL_DIR_COL("crl_dir", "crl_dir_col"),
  CA_LIST_COL("ca_list", "ca_list_col"),
  CA_DIR_COL("ca_dir", "ca_dir_col"),
  CIPHER_LIST_COL("cipher_list", "cipher_list_col"),
  DH_PARAMS_COL("dh_params", "dh_params_col"),
  EC_CURVE_COL("ec_curve", "ec_curve_col");

  /** How a value is written and what it sets. */
  enum Kind {
    /** One value for everything. */
    GLOBAL,
    /** The name of a column. */
    COLUMN,
    /** A new domain. */
    DEFINITION,
    /** {@code [domain]value}. */
    DOMAIN
  }

  private static final Map<String, Parameter> BY_NAME = new HashMap<>();

  static {
    for (Parameter parameter : values()) {
      BY_NAME.put(parameter.parameterName, parameter);
    }
    // Two names of 2.x: its documentation has one in the text and the other in the example.
    BY_NAME.put("client_domain_avp", CLIENT_TLS_DOMAIN_AVP);
    BY_NAME.put("tls_client_domain_avp", CLIENT_TLS_DOMAIN_AVP);
    // The C module registers this name and documents the other.
    BY_NAME.put("ciphers_list_col", CIPHER_LIST_COL);
  }

  private static final List<String> ALL_NAMES = BY_NAME.keySet().stream().sorted().toList();

  private final Kind kind;
  private final String column;
  private final String parameterName;

  Parameter(Kind kind, String parameterName) {
    this.kind = kind;
    this.column = "";
    this.parameterName = parameterName;
  }

  Parameter(String column, String parameterName) {
    this.kind = Kind.COLUMN;
    this.column = column;
    this.parameterName = parameterName;
  }

  static Optional<Parameter> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Every name that a script may use, sorted. */
  static List<String> allNames() {
    return ALL_NAMES;
  }

  /** The columns of the OpenSIPS schema that a script can rename, in the order of the schema. */
  static List<String> columns() {
    return Arrays.stream(values())
        .filter(p -> p.kind == Kind.COLUMN)
        .map(Parameter::column)
        .toList();
  }

  Kind kind() {
    return kind;
  }

  /** The column of the schema; empty unless of {@link Kind#COLUMN}. */
  String column() {
    return column;
  }
}
