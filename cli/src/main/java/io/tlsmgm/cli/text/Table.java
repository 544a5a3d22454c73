package io.tlsmgm.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of text in aligned columns under a header. Not thread-safe. */
public final class Table {
  private static final String GAP = "  ";

  /**
   * One cell.
   *
   * @param text what it says; empty shows as {@code -}
   * @param paint adds colours, which take no room
   */
  public record Cell(String text, UnaryOperator<String> paint) {
    /** A cell without colours. */
    public static Cell of(String text) {
      return new Cell(text, UnaryOperator.identity());
    }

    private String shown() {
      return text.isEmpty() ? "-" : text;
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();
  private final int columns;

  /** A table with these column titles. */
  public Table(Style style, String... titles) {
    this.columns = titles.length;
    rows.add(Arrays.stream(titles).map(title -> new Cell(title, style::strong)).toList());
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when it has not one cell per title
   */
  public Table row(Cell... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Every line, header first, without blanks at the end. */
  public List<String> lines() {
    int[] widths = new int[columns];
    for (List<Cell> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i).shown()));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<Cell> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String text = row.get(i).shown();
      line.append(row.get(i).paint().apply(text));
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths[i] - width(text))).append(GAP);
      }
    }
    return line.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
