package io.tlsmgm.manager.db;

import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.DomainDefinition;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes domains of rows, and says of the others what is wrong with them. Not thread-safe. */
final class RowReader {
  /** More than any certificate, key or list of CAs has; the list of a browser has a 16th of it. */
  static final int MAX_PEM_BYTES = 4 << 20;

  private final DomainColumns columns;
  private final DatabaseSettings settings;
  private final boolean hasOctetLength;
  private final Map<Column, Integer> positions = new EnumMap<>(Column.class);
  private final List<Problem> problems = new ArrayList<>();

  // Many domains have the same list of CAs: one copy in memory is enough.
  private final Map<String, String> shared = new HashMap<>();

  RowReader(DomainColumns columns, DatabaseSettings settings, boolean hasOctetLength) {
    this.columns = columns;
    this.settings = settings;
    this.hasOctetLength = hasOctetLength;
  }

  /** A row as a domain, or as two, and where it is. */
  record Row(String location, List<TlsDomain> domains) {}

  /** A row's values, and what is wrong with them so far. */
  private record Draft(ResultSet row, String location, String name, Set<Problem> wrong) {}

  /**
   * The statement whose rows are read here. Contents that are too long are not even transferred: of
   * them only the length comes.
   */
  String query() {
    List<String> wanted = new ArrayList<>();
    for (Column column : columns.names().keySet()) {
      String name = columns.quoted(column);
      if (column.kind() == Column.Kind.PEM && hasOctetLength) {
        wanted.add("OCTET_LENGTH(" + name + ")");
        wanted.add(
            "CASE WHEN OCTET_LENGTH(" + name + ") <= " + MAX_PEM_BYTES + " THEN " + name + " END");
      } else {
        wanted.add(name);
      }
      // That of the contents; their length is the one before.
      positions.put(column, wanted.size());
    }
    return "SELECT "
        + String.join(", ", wanted)
        + " FROM "
        + columns.table().quotedName()
        + " ORDER BY "
        + columns.quoted(Column.ID);
  }

  /** What was wrong with the rows read so far. */
  List<Problem> problems() {
    return problems;
  }

  /** Reports a row that cannot be used. */
  void refuse(String location, String domain, String why) {
    problems.add(refusal(location, domain, why));
  }

  private static Problem refusal(String location, String domain, String why) {
    return Problem.error(location, domain, why + "; the row is skipped");
  }

  /** The row that {@code row} stands at; without domains when it cannot be used. */
  Row read(ResultSet row) throws SQLException {
    String name = text(row, Column.DOMAIN).orElse("");
    String id = Messages.name(text(row, Column.ID).orElse("NULL"));
    String location =
        Messages.name(settings.table())
            + ": row "
            + id
            + (name.isEmpty() ? "" : " (domain " + Messages.name(name) + ")");
    Draft draft = new Draft(row, location, name, new LinkedHashSet<>());
    if (name.isEmpty()) {
      wrong(draft, Column.DOMAIN, "the name of the domain is missing");
    }
    List<Role> roles = roles(draft);
    List<TlsDomain> domains = new ArrayList<>();
    // Without a name or a role the rest can still be wrong, and is told in the same go.
    for (Role role : roles.isEmpty() ? List.of(Role.SERVER) : roles) {
      domain(draft, role).ifPresent(domains::add);
    }
    problems.addAll(draft.wrong());
    return new Row(location, draft.wrong().isEmpty() ? domains : List.of());
  }

  private List<Role> roles(Draft draft) throws SQLException {
    String type = text(draft.row(), Column.TYPE).orElse("NULL");
    boolean old = columns.version() < Column.CURRENT_VERSION;
    switch (type) {
      case "1" -> {
        return List.of(Role.CLIENT);
      }
      case "2" -> {
        return List.of(Role.SERVER);
      }
      case "0" -> {
        if (old && draft.name().equals(TlsDomain.DEFAULT_NAME)) {
          return List.of(Role.SERVER, Role.CLIENT);
        }
        wrong(
            draft,
            Column.TYPE,
            "0 (both roles) is for the domain 'default' of OpenSIPS 2.x only; write 1 for a client"
                + " or 2 for a server");
      }
      default ->
          wrong(
              draft,
              Column.TYPE,
              "'" + Messages.name(type) + "' is no type; write 1 for a client or 2 for a server");
    }
    return List.of();
  }

  private Optional<TlsDomain> domain(Draft draft, Role role) throws SQLException {
    DomainDefinition definition;
    try {
      // A row without a name is refused already, and only looked through.
      String name = draft.name().isEmpty() ? "?" : draft.name();
      definition =
          new DomainDefinition(
              name, role, TlsDomain.Source.DATABASE, draft.location(), settings.directory());
    } catch (IllegalArgumentException e) {
      wrong(draft, Column.DOMAIN, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    for (Column column : columns.names().keySet()) {
      String place = place(draft, column);
      try {
        switch (column.kind()) {
          case PEM ->
              pem(draft.row(), column)
                  .ifPresent(pem -> definition.setContents(column.parameter(), pem, place));
          case FLAG ->
              text(draft.row(), column)
                  .ifPresent(value -> definition.set(column.parameter(), number(value), place));
          case TEXT ->
              text(draft.row(), column)
                  .ifPresent(value -> definition.set(column.parameter(), value, place));
          case ID, NAME, TYPE -> {}
        }
      } catch (IllegalArgumentException e) {
        wrong(draft, column, String.valueOf(e.getMessage()));
      }
    }
    return Optional.of(definition.build());
  }

  private void wrong(Draft draft, Column column, String why) {
    draft.wrong().add(refusal(place(draft, column), draft.name(), oneLine(why)));
  }

  /** A column of a row, by the name that it has in this database. */
  private String place(Draft draft, Column column) {
    return draft.location() + ": column " + Messages.name(settings.column(column.schemaName()));
  }

  private static String oneLine(String text) {
    return Messages.line(text, 2000);
  }

  /** Drivers make words of columns of type BOOLEAN. */
  private static String number(String value) {
    return switch (value) {
      case "t", "true", "TRUE" -> "1";
      case "f", "false", "FALSE" -> "0";
      default -> value;
    };
  }

  /** Text without the blanks around it; empty for NULL, which nothing but blanks is too. */
  private Optional<String> text(ResultSet row, Column column) throws SQLException {
    @Nullable String value = row.getString(position(column));
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  private Optional<String> pem(ResultSet row, Column column) throws SQLException {
    int position = position(column);
    long length = hasOctetLength ? row.getLong(position - 1) : 0;
    if (length > MAX_PEM_BYTES) {
      throw tooLong(length);
    }
    byte @Nullable [] bytes = row.getBytes(position);
    if (bytes == null || bytes.length == 0) {
      return Optional.empty();
    }
    if (bytes.length > MAX_PEM_BYTES) {
      throw tooLong(bytes.length);
    }
    // PEM is ASCII, and what stands around it does not matter.
    String pem = new String(bytes, StandardCharsets.ISO_8859_1);
    return Optional.of(shared.computeIfAbsent(pem, same -> same));
  }

  private static IllegalArgumentException tooLong(long length) {
    return new IllegalArgumentException(
        "there are "
            + length
            + " bytes in it, but at most "
            + MAX_PEM_BYTES
            + " ("
            + (MAX_PEM_BYTES >> 20)
            + " MiB) are read");
  }

  private int position(Column column) {
    return java.util.Objects.requireNonNull(positions.get(column), column.schemaName());
  }
}
