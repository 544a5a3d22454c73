package io.tlsmgm.benchmarks.report;

import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/** Bars with whiskers, each in the colour of its row, the value behind the whisker. */
final class Bars extends BarRenderer {
  private static final long serialVersionUID = 1L;

  private final transient IntFunction<Paint> colours;
  private final transient IntFunction<Optional<Ratio>> ratios;
  private transient double whisker;

  Bars(IntFunction<Paint> colours, IntFunction<Optional<Ratio>> ratios) {
    this.colours = colours;
    this.ratios = ratios;
    setBarPainter(new StandardBarPainter());
    setShadowVisible(false);
    setItemMargin(0);
    setMaximumBarWidth(0.4);
    setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
    setItemLabelInsets(new RectangleInsets(0, 4, 0, 4));
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return colours.apply(column);
  }

  @Override
  public void drawItem(
      Graphics2D graphics,
      CategoryItemRendererState state,
      Rectangle2D area,
      CategoryPlot plot,
      CategoryAxis names,
      ValueAxis values,
      CategoryDataset data,
      int row,
      int column,
      int pass) {
    Ratio ratio = ratios.apply(column).orElse(null);
    if (ratio == null) {
      return; // not measured
    }
    whisker = values.valueToJava2D(ratio.high(), area, plot.getRangeAxisEdge());
    super.drawItem(graphics, state, area, plot, names, values, data, row, column, pass);
    Whiskers.draw(graphics, area, plot, names, values, data, column, ratio, Ink.MUTED);
  }

  @Override
  protected void drawItemLabel(
      Graphics2D graphics,
      CategoryDataset data,
      int row,
      int column,
      CategoryPlot plot,
      CategoryItemLabelGenerator generator,
      Rectangle2D bar,
      boolean negative) {
    Rectangle2D reached =
        new Rectangle2D.Double(
            bar.getX(),
            bar.getY(),
            Math.max(bar.getWidth(), whisker - bar.getX()),
            bar.getHeight());
    super.drawItemLabel(graphics, data, row, column, plot, generator, reached, negative);
  }
}
