package io.tlsmgm.manager.db;

import java.util.Arrays;
import java.util.List;

/** The columns of the OpenSIPS schema, in its order. */
enum Column {
  ID("id", "", Kind.ID, 0),
  DOMAIN("domain", "domain_col", Kind.NAME, 64),
  MATCH_IP_ADDRESS("match_ip_address", "match_ip_address_col", "match_ip_address", 255),
  MATCH_SIP_DOMAIN("match_sip_domain", "match_sip_domain_col", "match_sip_domain", 255),
  /** In 2.x, instead of the two filters. */
  ADDRESS("address", "address_col", "match_ip_address", 64),
  TYPE("type", "", Kind.TYPE, 0),
  METHOD("method", "tls_method_col", "tls_method", 16),
  VERIFY_CERT("verify_cert", "verify_cert_col", Kind.FLAG, 1),
  REQUIRE_CERT("require_cert", "require_cert_col", Kind.FLAG, 1),
  CERTIFICATE("certificate", "certificate_col", Kind.PEM, 0),
  PRIVATE_KEY("private_key", "private_key_col", Kind.PEM, 0),
  CRL_CHECK_ALL("crl_check_all", "crl_check_all_col", Kind.FLAG, 0),
  CRL_DIR("crl_dir", "crl_dir_col", "crl_dir", 255),
  CA_LIST("ca_list", "ca_list_col", Kind.PEM, 1),
  CA_DIR("ca_dir", "ca_dir_col", "ca_dir", 255),
  CIPHER_LIST("cipher_list", "cipher_list_col", "ciphers_list", 255),
  DH_PARAMS("dh_params", "dh_params_col", Kind.PEM, 0),
  EC_CURVE("ec_curve", "ec_curve_col", "ec_curve", 255);

  /** What is in a column. */
  enum Kind {
    /** What tells rows apart. */
    ID,
    /** The name of the domain. */
    NAME,
    /** 1 for a client, 2 for a server. */
    TYPE,
    /** What a script would have as the parameter's value. */
    TEXT,
    /** 0 or 1. */
    FLAG,
    /** The contents of a file. */
    PEM
  }

  /** The version of OpenSIPS 3.x. */
  static final int CURRENT_VERSION = 3;

  /** Those of OpenSIPS 2.x, and {@link #CURRENT_VERSION}. */
  static final List<Integer> VERSIONS = List.of(1, 2, CURRENT_VERSION);

  private final String schemaName;
  private final String renamedBy;
  private final String parameter;
  private final Kind kind;
  private final int size;

  Column(String schemaName, String renamedBy, Kind kind, int size) {
    this.schemaName = schemaName;
    this.renamedBy = renamedBy;
    this.parameter = schemaName;
    this.kind = kind;
    this.size = size;
  }

  Column(String schemaName, String renamedBy, String parameter, int size) {
    this.schemaName = schemaName;
    this.renamedBy = renamedBy;
    this.parameter = parameter;
    this.kind = Kind.TEXT;
    this.size = size;
  }

  /** The columns of a version of the table. */
  static List<Column> of(int version) {
    return Arrays.stream(values()).filter(column -> column.isIn(version)).toList();
  }

  private boolean isIn(int version) {
    return switch (this) {
      case MATCH_IP_ADDRESS, MATCH_SIP_DOMAIN -> version >= CURRENT_VERSION;
      case ADDRESS -> version < CURRENT_VERSION;
      default -> true;
    };
  }

  /** Its name where it is not renamed. */
  String schemaName() {
    return schemaName;
  }

  /** The parameter that renames it; empty when none can. */
  String renamedBy() {
    return renamedBy;
  }

  /** The parameter of a script that sets the same. */
  String parameter() {
    return parameter;
  }

  Kind kind() {
    return kind;
  }

  /** Its definition in a new table. */
  String definition(DatabaseProduct product) {
    return switch (kind) {
      case ID -> product.identity();
      case NAME -> product.text(size) + " NOT NULL";
      case TYPE -> "INTEGER DEFAULT 1 NOT NULL";
      case FLAG -> "INTEGER DEFAULT " + size;
      case PEM -> product.blob(size == 1);
      case TEXT -> product.text(size) + (this == METHOD ? " DEFAULT 'SSLv23'" : "");
    };
  }
}
