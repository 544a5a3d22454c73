package io.tlsmgm.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.CategoryItemRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;

/** Plots side by side that share the names of their rows, which stand at the left once. */
final class Facets {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);
  private static final BasicStroke HAIR = new BasicStroke(0.7f);
  private static final BasicStroke THIN = new BasicStroke(1.3f);
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final int NAMES = 165;
  private static final int LEAST_COLUMN = 260;
  private static final int NARROWEST = 640;
  private static final int WIDEST = 1100;
  private static final int HEAD = 56;

  private final CombinedDomainCategoryPlot all;
  private int columns;

  Facets() {
    CategoryAxis names = new CategoryAxis();
    names.setTickLabelFont(FONT);
    names.setTickLabelPaint(Ink.TEXT.color());
    names.setAxisLinePaint(Ink.LINE.color());
    names.setTickMarksVisible(false);
    names.setLowerMargin(0.01);
    names.setUpperMargin(0.01);
    names.setCategoryMargin(0.25);
    names.setMaximumCategoryLabelWidthRatio(10);
    all = new CombinedDomainCategoryPlot(names);
    all.setOrientation(PlotOrientation.HORIZONTAL);
    all.setGap(34);
  }

  /** Adds a column. The axis says what it is. */
  void add(CategoryDataset data, ValueAxis axis, CategoryItemRenderer renderer) {
    axis.setLabelFont(BOLD);
    axis.setLabelPaint(Ink.TEXT.color());
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(Ink.MUTED.color());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelFont(FONT);
    renderer.setDefaultItemLabelPaint(Ink.TEXT.color());
    CategoryPlot plot = new CategoryPlot(data, null, axis, renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setRangeAxisLocation(AxisLocation.TOP_OR_LEFT);
    plot.setRangeGridlinePaint(Ink.LINE.color());
    plot.setRangeGridlineStroke(HAIR);
    plot.setNoDataMessage("not measured");
    plot.setNoDataMessagePaint(Ink.MUTED.color());
    if (columns > 0) {
      plot.setFixedLegendItems(new LegendItemCollection()); // the first column's are everybody's
    }
    all.add(plot);
    columns++;
  }

  /** A line through the last column. */
  void line(double value) {
    ValueMarker marker = new ValueMarker(value, Ink.TEXT.color(), THIN);
    marker.setAlpha(1);
    last().addRangeMarker(marker, Layer.FOREGROUND);
  }

  /** A shade from the lower end of the last column to {@code value}. */
  void shade(double value) {
    IntervalMarker marker = new IntervalMarker(-1, value, Ink.MISSED.color());
    marker.setAlpha(0.14f);
    last().addRangeMarker(marker, Layer.BACKGROUND);
  }

  private CategoryPlot last() {
    return (CategoryPlot) all.getSubplots().get(columns - 1);
  }

  /** The whole as SVG. */
  String svg(int rowsHeight, boolean legend, String id, String label) throws IOException {
    JFreeChart chart = new JFreeChart(null, FONT, all, legend);
    chart.setBackgroundPaint(NOTHING);
    chart.setPadding(new RectangleInsets(2, 2, 2, 8));
    chart.setAntiAlias(true);
    LegendTitle title = chart.getLegend();
    if (title != null) {
      title.setPosition(RectangleEdge.BOTTOM);
      title.setItemPaint(Ink.TEXT.color());
      title.setItemFont(FONT);
      title.setBackgroundPaint(NOTHING);
      title.setFrame(org.jfree.chart.block.BlockBorder.NONE);
    }
    int width = Math.max(NARROWEST, Math.min(WIDEST, NAMES + columns * LEAST_COLUMN));
    int height = HEAD + rowsHeight + (legend ? 28 : 0);
    return Svg.of(chart, width, height, id, label);
  }
}
