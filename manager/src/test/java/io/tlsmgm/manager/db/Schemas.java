package io.tlsmgm.manager.db;

import java.util.ArrayList;
import java.util.List;

/** The tables as the scripts of OpenSIPS make them, each column with its type and default. */
final class Schemas {
  private Schemas() {}

  static String versionTable(DatabaseProduct product) {
    String text = product == DatabaseProduct.POSTGRESQL ? "VARCHAR(32)" : "CHAR(32)";
    String number = product == DatabaseProduct.MARIADB ? "INT UNSIGNED" : "INTEGER";
    return "CREATE TABLE version (table_name "
        + text
        + " NOT NULL, table_version "
        + number
        + " DEFAULT 0 NOT NULL, CONSTRAINT t_name_idx UNIQUE (table_name))";
  }

  static String tlsMgm(DatabaseProduct product, int version) {
    return "CREATE TABLE tls_mgm ("
        + String.join(", ", columns(product, version))
        + ", CONSTRAINT tls_mgm_domain_type_idx UNIQUE (domain, type))"
        + (product == DatabaseProduct.MARIADB ? " ENGINE=InnoDB" : "");
  }

  static List<String> columns(DatabaseProduct product, int version) {
    boolean mysql = product == DatabaseProduct.MARIADB;
    boolean postgres = product == DatabaseProduct.POSTGRESQL;
    String text = postgres ? "VARCHAR" : "CHAR";
    String integer = mysql ? "INT(1)" : "INTEGER";
    String blob = postgres ? "BYTEA" : "BLOB";
    List<String> columns = new ArrayList<>();
    columns.add(
        switch (product) {
          case MARIADB -> "id INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL";
          case POSTGRESQL -> "id SERIAL PRIMARY KEY NOT NULL";
          case SQLITE -> "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
          default -> "id INTEGER AUTO_INCREMENT PRIMARY KEY NOT NULL";
        });
    columns.add("domain " + text + "(64) NOT NULL");
    if (version >= 3) {
      columns.add("match_ip_address " + text + "(255) DEFAULT NULL");
      columns.add("match_sip_domain " + text + "(255) DEFAULT NULL");
    } else {
      columns.add("address " + text + "(64) DEFAULT NULL");
    }
    columns.add("type " + integer + " DEFAULT 1 NOT NULL");
    columns.add("method " + text + "(16) DEFAULT 'SSLv23'");
    columns.add("verify_cert " + integer + " DEFAULT 1");
    columns.add("require_cert " + integer + " DEFAULT 1");
    columns.add("certificate " + blob);
    columns.add("private_key " + blob);
    columns.add("crl_check_all " + integer + " DEFAULT 0");
    columns.add("crl_dir " + text + "(255) DEFAULT NULL");
    columns.add("ca_list " + (mysql ? "MEDIUMBLOB" : blob) + " DEFAULT NULL");
    columns.add("ca_dir " + text + "(255) DEFAULT NULL");
    columns.add("cipher_list " + text + "(255) DEFAULT NULL");
    columns.add("dh_params " + blob + " DEFAULT NULL");
    columns.add("ec_curve " + text + "(255) DEFAULT NULL");
    return columns;
  }
}
