package io.tlsmgm.benchmarks.report;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** The charts of a panel: a column for each column, and the colour says only whose code it is. */
final class Charts {
  /** Where an axis of ratios ends at the latest, but for ratios that are beyond. */
  private static final double FARTHEST = 1.6;

  private static final double FARTHER = 0.1;

  /** One that is beyond this is in the table only: it would press all others together. */
  private static final double OUTSIDE = 2.5;

  /** Room for the labels at the ends of a logarithmic axis, in decades. */
  private static final double MARGIN = 0.2;

  private static final int MOST_TICKS = 3;

  private static final Ink[] SERIES = {Ink.OURS, Ink.PEER, Ink.REFERENCE};

  private Charts() {}

  /** Speed of every row as a part of the best peer's. */
  static String toBestPeer(Panel panel, String id) throws IOException {
    Facets facets = new Facets();
    List<String> rows = rows(panel, panel::toBestPeer);
    double most = 1.1;
    for (String column : panel.columns()) {
      most =
          Math.max(
              most,
              fill(new DefaultCategoryDataset(), panel, rows, column, panel::toBestPeer)
                  .getUpperBound());
    }
    for (String column : panel.columns()) {
      DefaultCategoryDataset data = new DefaultCategoryDataset();
      fill(data, panel, rows, column, panel::toBestPeer);
      Bars bars =
          new Bars(
              index -> ink(panel, rows.get(index)).color(),
              index -> ratio(panel, rows, index, column, panel::toBestPeer));
      label(bars, true);
      NumberAxis axis = new NumberAxis(heading(panel, column));
      axis.setRange(0, most * 1.3);
      facets.add(data, axis, bars);
      facets.line(1);
    }
    return facets.svg(
        rows.size() * 24, false, id, "Bars: speed relative to the best peer. " + words(panel));
  }

  /** Speed of our engines as a part of that of the library under them. */
  static String toRaw(Panel panel, String id) throws IOException {
    Facets facets = new Facets();
    List<String> rows = rows(panel, panel::toRaw);
    Range range = new Range(0.9, 1.1);
    double farthest =
        panel.results().stream()
            .flatMap(result -> panel.toRaw(result).stream())
            .mapToDouble(ratio -> Math.min(ratio.value() + FARTHER, OUTSIDE))
            .reduce(FARTHEST, Math::max);
    for (String column : panel.columns()) {
      range =
          Range.combine(
              range, fill(new DefaultCategoryDataset(), panel, rows, column, panel::toRaw));
    }
    for (String column : panel.columns()) {
      DefaultCategoryDataset data = new DefaultCategoryDataset();
      fill(data, panel, rows, column, panel::toRaw);
      Dots dots = new Dots(index -> ratio(panel, rows, index, column, panel::toRaw));
      dots.setSeriesShape(0, circle());
      dots.setSeriesPaint(0, Ink.OURS.color());
      label(dots, true);
      NumberAxis axis = new NumberAxis(heading(panel, column));
      axis.setRange(
          Math.max(0, range.getLowerBound() - 0.04),
          Math.max(1.1, Math.min(farthest, range.getUpperBound())) + 0.04);
      facets.add(data, axis, dots);
      facets.shade(Ratio.TARGET);
      facets.line(1);
    }
    return facets.svg(
        rows.size() * 38,
        false,
        id,
        "Dots: speed relative to the library underneath. " + words(panel));
  }

  /** Times on a logarithmic axis: each row's, or percentiles of single operations. */
  static String times(Panel panel, String id) throws IOException {
    Facets facets = new Facets();
    boolean sampled = panel.any().mode().equals("sample");
    Scale scale = Scale.of(panel);
    for (String column : panel.columns()) {
      DefaultCategoryDataset data = new DefaultCategoryDataset();
      for (String row : panel.rows()) {
        Optional<Result> result = panel.cell(row, column);
        if (sampled) {
          add(data, result.flatMap(r -> Facts.percentile(r, 50)), scale, "p50", row);
          add(data, result.flatMap(r -> Facts.percentile(r, 99)), scale, "p99", row);
          add(data, result.flatMap(r -> Facts.percentile(r, 99.9)), scale, "p99.9", row);
        } else {
          add(data, result.map(Result::typical), scale, "time", row);
        }
      }
      LineAndShapeRenderer dots = new LineAndShapeRenderer(false, true);
      for (int i = 0; i < SERIES.length; i++) {
        dots.setSeriesShape(i, i == 0 ? circle() : i == 1 ? diamond() : square());
        dots.setSeriesPaint(i, SERIES[i].color());
      }
      label(dots, false);
      LogAxis axis = new LogAxis(heading(panel, column) + ", " + scale.unit());
      axis.setNumberFormatOverride(
          new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)));
      span(axis, panel, scale);
      facets.add(data, axis, dots);
    }
    return facets.svg(
        panel.rows().size() * 34, sampled, id, "Dots: time on a logarithmic axis. " + words(panel));
  }

  private static String words(Panel panel) {
    return Words.suite(panel.suite())
        + ", "
        + panel.title()
        + ". The tables below have every value.";
  }

  private static String heading(Panel panel, String column) {
    String words = Words.column(panel, column);
    return words.isEmpty() ? Words.method(panel.any().method()) : words;
  }

  /** Those with anything to show; copies without TLS would dwarf the rest. */
  private static List<String> rows(Panel panel, Function<Result, Optional<Ratio>> ratio) {
    return panel.rows().stream()
        .filter(row -> !row.equals("FLOOR"))
        .filter(
            row ->
                panel.columns().stream()
                    .anyMatch(column -> panel.cell(row, column).flatMap(ratio).isPresent()))
        .toList();
  }

  private static Range fill(
      DefaultCategoryDataset data,
      Panel panel,
      List<String> rows,
      String column,
      Function<Result, Optional<Ratio>> ratios) {
    Range range = new Range(1, 1);
    for (String row : rows) {
      Optional<Ratio> ratio = panel.cell(row, column).flatMap(ratios).map(Charts::shown);
      data.addValue(ratio.map(Ratio::value).orElse(null), "ratio", row);
      if (ratio.isPresent()) {
        range = Range.combine(range, new Range(ratio.get().low(), ratio.get().high()));
      }
    }
    return range;
  }

  private static Optional<Ratio> ratio(
      Panel panel,
      List<String> rows,
      int index,
      String column,
      Function<Result, Optional<Ratio>> ratios) {
    return panel.cell(rows.get(index), column).flatMap(ratios).map(Charts::shown);
  }

  /** With ends that are known, and do not make the rest of a chart too small to be seen. */
  private static Ratio shown(Ratio ratio) {
    double low = Double.isFinite(ratio.low()) ? ratio.low() : ratio.value();
    double high = Double.isFinite(ratio.high()) ? ratio.high() : ratio.value();
    return new Ratio(ratio.value(), low, Math.max(low, Math.min(high, ratio.value() * 2)));
  }

  private static void add(
      DefaultCategoryDataset data, Optional<Double> time, Scale scale, String series, String row) {
    data.addValue(time.map(t -> t / scale.factor()).orElse(null), series, row);
  }

  /** All columns have the same axis, or they could not be compared. */
  private static void span(LogAxis axis, Panel panel, Scale scale) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Result result : panel.results()) {
      for (double time :
          result.percentiles().isEmpty()
              ? new double[] {result.typical()}
              : new double[] {
                Facts.percentile(result, 50).orElse(result.score()),
                Facts.percentile(result, 99.9).orElse(result.score())
              }) {
        if (time > 0 && Double.isFinite(time)) {
          least = Math.min(least, time / scale.factor());
          most = Math.max(most, time / scale.factor());
        }
      }
    }
    if (most > 0) {
      // Whole decades, whose ends are round numbers.
      double low = Math.floor(Math.log10(least));
      double high = Math.max(low + 1, Math.ceil(Math.log10(most)));
      axis.setRange(Math.pow(10, low - MARGIN), Math.pow(10, high + MARGIN));
      // Labels of more decades would not have room side by side.
      axis.setTickUnit(new NumberTickUnit(high - low > MOST_TICKS ? 2 : 1));
    }
  }

  private static Ink ink(Panel panel, String row) {
    return Ink.of(panel.standing(row));
  }

  private static void label(CategoryItemRenderer renderer, boolean ratio) {
    renderer.setDefaultItemLabelGenerator(new Labels(ratio));
  }

  private static Shape circle() {
    return new Ellipse2D.Double(-4, -4, 8, 8);
  }

  private static Shape square() {
    return new Rectangle2D.Double(-3.5, -3.5, 7, 7);
  }

  private static Shape diamond() {
    return new Path2D.Double(square(), AffineTransform.getRotateInstance(Math.PI / 4));
  }

  private record Labels(boolean ratio) implements CategoryItemLabelGenerator {
    @Override
    public String generateRowLabel(CategoryDataset data, int row) {
      return "";
    }

    @Override
    public String generateColumnLabel(CategoryDataset data, int column) {
      return "";
    }

    @Override
    public String generateLabel(CategoryDataset data, int row, int column) {
      Number value = data.getValue(row, column);
      if (value == null) {
        return "";
      }
      return ratio ? Words.ratio(value.doubleValue()) : Words.number(value.doubleValue());
    }
  }
}
