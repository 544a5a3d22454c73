package io.tlsmgm.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.data.category.CategoryDataset;

/** A line from the least to the most, with ends, which need not be equally far from the value. */
final class Whiskers {
  private static final BasicStroke THIN = new BasicStroke(1.1f);
  private static final double HALF_AN_END = 3;

  private Whiskers() {}

  static void draw(
      Graphics2D graphics,
      Rectangle2D area,
      CategoryPlot plot,
      CategoryAxis names,
      ValueAxis values,
      CategoryDataset data,
      int column,
      Ratio ratio,
      Ink ink) {
    if (ratio.low() == ratio.high()) {
      return;
    }
    double y =
        names.getCategoryMiddle(column, data.getColumnCount(), area, plot.getDomainAxisEdge());
    double low = values.valueToJava2D(ratio.low(), area, plot.getRangeAxisEdge());
    double high = values.valueToJava2D(ratio.high(), area, plot.getRangeAxisEdge());
    graphics.setPaint(ink.color());
    graphics.setStroke(THIN);
    graphics.draw(new Line2D.Double(low, y, high, y));
    graphics.draw(new Line2D.Double(low, y - HALF_AN_END, low, y + HALF_AN_END));
    graphics.draw(new Line2D.Double(high, y - HALF_AN_END, high, y + HALF_AN_END));
  }
}
