package io.tlsmgm.manager.pki;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes text that a peer has chosen fit for a log line or a message: one line, nothing hidden. */
final class LogText {
  /** Longer text is cut; a distinguished name of this length is no name. */
  private static final int MAX_LENGTH = 1024;

  private LogText() {}

  /** Escapes as {@link #escapeControls} does, and bidirectional and invisible format characters. */
  static String escape(String text) {
    String safe = escape(text, true);
    return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH) + "...";
  }

  /**
   * Replaces control characters, line and paragraph separators and lone surrogates by {@code \xHH}
   * for each byte of their UTF-8 form, as OpenSSL prints them.
   */
  static String escapeControls(String text) {
    return escape(text, false);
  }

  private static String escape(String text, boolean formatToo) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int width = Character.charCount(c);
      if (needsEscape(c, formatToo)) {
        if (safe == null) {
          safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        for (byte b : text.substring(i, i + width).getBytes(StandardCharsets.UTF_8)) {
          appendByte(safe, b);
        }
      } else if (safe != null) {
        safe.appendCodePoint(c);
      }
      i += width;
    }
    return safe == null ? text : safe.toString();
  }

  private static boolean needsEscape(int c, boolean formatToo) {
    if (c >= ' ' && c < 0x7f) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> formatToo;
      default -> false;
    };
  }

  /** {@code \xHH}. */
  static void appendByte(StringBuilder out, byte b) {
    out.append(String.format(Locale.ROOT, "\\x%02X", b & 0xff));
  }
}
