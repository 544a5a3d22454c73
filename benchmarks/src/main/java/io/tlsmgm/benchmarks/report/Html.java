package io.tlsmgm.benchmarks.report;

/** A page as it grows. Whatever comes from outside goes through {@link #text}. */
final class Html {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Markup of this program. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text, which can be anything. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element with nothing but text in it; {@code tag} may have attributes. */
  Html element(String tag, String text) {
    int space = tag.indexOf(' ');
    raw("<" + tag + ">").text(text);
    return raw("</" + (space < 0 ? tag : tag.substring(0, space)) + ">");
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
