package io.tlsmgm.benchmarks.report;

import java.awt.Color;
import java.util.Optional;

/**
 * What a chart is drawn with. Charts know these as colours that nothing else has; in the SVG they
 * become variables of the page's style, which has values for light and for dark and for print.
 */
enum Ink {
  TEXT(1, "--text"),
  MUTED(2, "--muted"),
  LINE(3, "--line"),
  OURS(4, "--ours"),
  PEER(5, "--peer"),
  REFERENCE(6, "--reference"),
  TARGET(7, "--target"),
  MISSED(8, "--missed");

  private final int number;
  private final String variable;

  Ink(int number, String variable) {
    this.number = number;
    this.variable = variable;
  }

  String variable() {
    return variable;
  }

  Color color() {
    return new Color(number, number + 1, number + 2);
  }

  /** As CSS names it. */
  String rgb() {
    Color color = color();
    return "rgb(" + color.getRed() + ',' + color.getGreen() + ',' + color.getBlue() + ')';
  }

  static Optional<Ink> ofRgb(String rgb) {
    for (Ink ink : values()) {
      if (ink.rgb().equals(rgb)) {
        return Optional.of(ink);
      }
    }
    return Optional.empty();
  }

  static Ink of(Rows.Standing standing) {
    return switch (standing) {
      case OURS -> OURS;
      case PEER -> PEER;
      case REFERENCE -> REFERENCE;
    };
  }
}
