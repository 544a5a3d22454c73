package io.tlsmgm.benchmarks.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.CategoryDataset;

/** Dots with whiskers. */
final class Dots extends LineAndShapeRenderer {
  private static final long serialVersionUID = 1L;

  private final transient IntFunction<Optional<Ratio>> ratios;

  Dots(IntFunction<Optional<Ratio>> ratios) {
    super(false, true);
    this.ratios = ratios;
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
    ratios
        .apply(column)
        .ifPresent(
            ratio ->
                Whiskers.draw(graphics, area, plot, names, values, data, column, ratio, Ink.OURS));
    super.drawItem(graphics, state, area, plot, names, values, data, row, column, pass);
  }
}
