package io.tlsmgm.manager.db;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.AddressFilter;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.SipDomainFilter;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes domains into the table, all of them or none. */
final class DomainWriter {
  private static final String BOTH_ROLES = "0";

  private final SqlDatabase database;
  private final Connection connection;
  private final List<Problem> problems = new ArrayList<>();

  DomainWriter(SqlDatabase database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** The key of a row: the name of the domain and its type. */
  private record Key(String domain, String type) {}

  List<Boolean> write(List<TlsDomain> domains, boolean replace)
      throws SQLException, ConfigurationException {
    DomainColumns columns = DomainColumns.find(database, connection);
    connection.setAutoCommit(false);
    boolean written = false;
    try {
      List<Boolean> replaced = write(domains, replace, columns);
      connection.commit();
      written = true;
      return replaced;
    } finally {
      if (!written) {
        connection.rollback();
      }
    }
  }

  private List<Boolean> write(List<TlsDomain> domains, boolean replace, DomainColumns columns)
      throws SQLException, ConfigurationException {
    Map<Key, String> existing = existing(columns);
    List<Map<Column, Object>> rows = new ArrayList<>();
    List<Optional<String>> old = new ArrayList<>();
    for (TlsDomain domain : domains) {
      rows.add(row(domain, columns));
      old.add(conflict(domain, existing, replace));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    List<Column> written =
        columns.names().keySet().stream().filter(column -> column != Column.ID).toList();
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM "
                    + columns.table().quotedName()
                    + " WHERE "
                    + columns.quoted(Column.DOMAIN)
                    + " = ? AND "
                    + columns.quoted(Column.TYPE)
                    + " = ?");
        PreparedStatement insert = connection.prepareStatement(insert(columns, written))) {
      for (int i = 0; i < rows.size(); i++) {
        TlsDomain domain = domains.get(i);
        if (old.get(i).isPresent()) {
          delete.setString(1, domain.name());
          delete.setInt(2, type(domain.role()));
          delete.executeUpdate();
        }
        fill(insert, rows.get(i), written, columns);
        insert.executeUpdate();
      }
    }
    return old.stream().map(Optional::isPresent).toList();
  }

  /** The id of every row by its key. */
  private Map<Key, String> existing(DomainColumns columns) throws SQLException {
    Map<Key, String> existing = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + columns.quoted(Column.DOMAIN)
                    + ", "
                    + columns.quoted(Column.TYPE)
                    + ", "
                    + columns.quoted(Column.ID)
                    + " FROM "
                    + columns.table().quotedName())) {
      while (rows.next()) {
        Key key =
            new Key(
                String.valueOf(rows.getString(1)).strip(),
                String.valueOf(rows.getString(2)).strip());
        existing.put(key, Messages.name(String.valueOf(rows.getString(3))));
      }
    }
    return existing;
  }

  private Optional<String> conflict(TlsDomain domain, Map<Key, String> existing, boolean replace) {
    @Nullable String both = existing.get(new Key(domain.name(), BOTH_ROLES));
    if (both != null) {
      refuse(
          domain,
          "row "
              + both
              + " holds it for both roles (type 0); make two rows of that one, of types 1 and 2,"
              + " before");
    }
    @Nullable String id =
        existing.get(new Key(domain.name(), Integer.toString(type(domain.role()))));
    if (id != null && !replace) {
      refuse(
          domain,
          "a "
              + (domain.role() == Role.CLIENT ? "client" : "server")
              + " domain of this name is in row "
              + id
              + " already; replace it with --replace, or give this one another name");
    }
    return Optional.ofNullable(id);
  }

  private void refuse(TlsDomain domain, String why) {
    problems.add(
        Problem.error(
            domain.location(),
            domain.name(),
            "domain " + Messages.name(domain.name()) + ": " + why));
  }

  private static int type(Role role) {
    return role == Role.CLIENT ? 1 : 2;
  }

  /** What goes into each column; a column that is not there gets NULL. */
  private Map<Column, Object> row(TlsDomain domain, DomainColumns columns) {
    Map<Column, Object> row = new EnumMap<>(Column.class);
    row.put(Column.DOMAIN, domain.name());
    row.put(Column.TYPE, type(domain.role()));
    filters(domain, columns, row);
    row.put(Column.METHOD, method(domain.method()));
    row.put(Column.VERIFY_CERT, domain.verifyCert() ? 1 : 0);
    row.put(Column.REQUIRE_CERT, domain.requireCert() ? 1 : 0);
    row.put(Column.CRL_CHECK_ALL, domain.crlCheckAll() ? 1 : 0);
    contents(domain, Column.CERTIFICATE, domain.certificate(), row);
    contents(domain, Column.PRIVATE_KEY, domain.privateKey(), row);
    contents(domain, Column.CA_LIST, domain.caList(), row);
    contents(domain, Column.DH_PARAMS, domain.dhParams(), row);
    directory(Column.CRL_DIR, domain.crlDir(), row);
    directory(Column.CA_DIR, domain.caDir(), row);
    domain.ciphersList().ifPresent(setting -> row.put(Column.CIPHER_LIST, setting.value()));
    domain.ecCurve().ifPresent(setting -> row.put(Column.EC_CURVE, setting.value()));
    row.forEach((column, value) -> requireRoom(domain, column, value, columns));
    return row;
  }

  /** As it was written: an end that was left open stays open. */
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

  private void filters(TlsDomain domain, DomainColumns columns, Map<Column, Object> row) {
    boolean anyAddress = domain.addresses().equals(List.of(AddressFilter.ANY));
    boolean anyName = domain.sipDomains().equals(List.of(SipDomainFilter.ANY));
    if (columns.version() >= Column.CURRENT_VERSION) {
      row.put(Column.MATCH_IP_ADDRESS, joined(domain.addresses()));
      row.put(Column.MATCH_SIP_DOMAIN, joined(domain.sipDomains()));
      return;
    }
    if (!anyName) {
      refuse(domain, "a table of version 2 has no match_sip_domain; it needs one of version 3");
    }
    if (domain.addresses().size() > 1) {
      refuse(domain, "a table of version 2 has one address a domain; it needs one of version 3");
    }
    if (!anyAddress) {
      row.put(Column.ADDRESS, joined(domain.addresses()));
    }
  }

  private static String joined(List<?> filters) {
    return filters.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private void contents(
      TlsDomain domain, Column column, Optional<Material> material, Map<Column, Object> row) {
    if (material.isEmpty() || material.get().location().isEmpty()) {
      return; // A default stays one.
    }
    if (material.get() instanceof Material.Inline inline) {
      row.put(column, inline.pem().getBytes(StandardCharsets.ISO_8859_1));
    } else if (material.get() instanceof Material.File file) {
      try {
        long size = Files.size(file.path());
        if (size > RowReader.MAX_PEM_BYTES) {
          refuse(
              domain,
              column.parameter()
                  + ": '"
                  + Messages.name(file.written())
                  + "' has "
                  + size
                  + " bytes, but at most "
                  + RowReader.MAX_PEM_BYTES
                  + " are read of a row");
          return;
        }
        row.put(column, Files.readAllBytes(file.path()));
      } catch (IOException e) {
        refuse(
            domain,
            column.parameter() + ": '" + Messages.name(file.written()) + "' cannot be read: " + e);
      }
    }
  }

  /** A database has no directory of its own, so the name is absolute. */
  private static void directory(
      Column column, Optional<TlsDomain.Directory> directory, Map<Column, Object> row) {
    directory
        .filter(found -> !found.location().isEmpty())
        .ifPresent(found -> row.put(column, found.path().toAbsolutePath().normalize().toString()));
  }

  /** Some databases cut a value that is too long, and say nothing. */
  private void requireRoom(TlsDomain domain, Column column, Object value, DomainColumns columns) {
    if (!columns.names().containsKey(column)) {
      return;
    }
    long room = columns.shape(column).capacity();
    boolean bytes = value instanceof byte[];
    long size =
        value instanceof byte[] contents
            ? contents.length
            : value.toString().codePointCount(0, value.toString().length());
    if (!(value instanceof Integer) && room > 0 && size > room) {
      refuse(
          domain,
          "column "
              + Messages.name(columns.name(column))
              + " takes "
              + room
              + (bytes ? " bytes" : " characters")
              + ", but "
              + column.parameter()
              + " has "
              + size);
    }
  }

  private static String insert(DomainColumns columns, List<Column> written) {
    return "INSERT INTO "
        + columns.table().quotedName()
        + " ("
        + written.stream().map(columns::quoted).collect(Collectors.joining(", "))
        + ") VALUES ("
        + written.stream().map(column -> "?").collect(Collectors.joining(", "))
        + ")";
  }

  private static void fill(
      PreparedStatement insert,
      Map<Column, Object> row,
      List<Column> written,
      DomainColumns columns)
      throws SQLException {
    for (int i = 0; i < written.size(); i++) {
      Column column = written.get(i);
      @Nullable Object value = row.get(column);
      boolean text = columns.shape(column).isText();
      if (value == null) {
        boolean binary = column.kind() == Column.Kind.PEM && !text;
        insert.setNull(i + 1, binary ? Types.VARBINARY : Types.VARCHAR);
      } else if (value instanceof byte[] contents && text) {
        insert.setString(i + 1, new String(contents, StandardCharsets.ISO_8859_1));
      } else if (value instanceof byte[] contents) {
        insert.setBytes(i + 1, contents);
      } else if (value instanceof Integer number) {
        insert.setInt(i + 1, number);
      } else {
        insert.setString(i + 1, value.toString());
      }
    }
  }
}
