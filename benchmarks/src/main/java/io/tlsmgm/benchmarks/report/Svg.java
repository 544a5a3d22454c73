package io.tlsmgm.benchmarks.report;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A chart as SVG for the middle of a page, no wider than it was drawn. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private Svg() {}

  /**
   * @param id unique in the page; what the chart defines for itself begins with it
   * @param label what the chart shows, for who cannot see it
   */
  static String of(JFreeChart chart, int width, int height, String id, String label)
      throws IOException {
    Document document;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      document =
          factory
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IOException("this JDK makes no XML documents: " + e.getMessage(), e);
    }
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("");
    context.setIDGenerator(
        new SVGIDGenerator() {
          private int count;

          @Override
          public String generateID(String prefix) {
            return id + "-" + count++;
          }
        });
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", label);
    root.setAttribute("class", "chart");
    for (String attribute : List.of("width", "height", "xmlns:xlink", "font-family")) {
      root.removeAttribute(attribute);
    }
    colour(root);
    StringWriter out = new StringWriter();
    graphics.stream(root, out, true, false);
    // What stands before the element is for a file of its own.
    String text = out.toString();
    return "<div style=\"max-width:"
        + width
        + "px\">"
        + text.substring(text.indexOf("<svg"))
        + "</div>";
  }

  private static void colour(Element element) {
    colour(element, "fill");
    colour(element, "stroke");
    element.removeAttribute("font-family");
    if (element.getAttribute("id").equals("genericDefs")) {
      element.removeAttribute("id"); // the same in every chart, and nothing refers to it
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element nested) {
        colour(nested);
      }
    }
  }

  private static void colour(Element element, String attribute) {
    Ink.ofRgb(element.getAttribute(attribute).replace(" ", ""))
        .ifPresent(ink -> element.setAttribute(attribute, "var(" + ink.variable() + ")"));
  }
}
