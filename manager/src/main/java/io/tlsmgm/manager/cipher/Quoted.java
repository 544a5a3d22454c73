package io.tlsmgm.manager.cipher;

import java.util.Locale;

/** Text from a configuration, made fit for a message: one line, quoted, of bounded length. */
final class Quoted {
  private static final int MAX_LENGTH = 60;

  private Quoted() {}

  static String of(String text) {
    StringBuilder result = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 8).append('\'');
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        result.append(c);
      } else {
        result.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return result.append(text.length() > MAX_LENGTH ? "...'" : "'").toString();
  }
}
