package io.tlsmgm.manager.pki;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the blocks of PEM text (RFC 7468, and the headers of RFC 1421), with the line that is wrong
 * when one is. Text around blocks is skipped; a mistake in any block spoils the whole, for what
 * follows it can no more be told.
 */
final class PemText {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private final String text;
  private final List<PemBlock> blocks = new ArrayList<>();
  private int position;
  private int line;

  private PemText(String text) {
    this.text = text;
  }

  /**
   * The blocks of {@code text} in order; none when there is none.
   *
   * @throws PemException when a block is cut off or damaged
   */
  static List<PemBlock> blocks(String text) throws PemException {
    PemText reader = new PemText(text);
    while (reader.hasNext()) {
      String next = reader.next();
      if (next.startsWith(BEGIN)) {
        reader.block(next);
      }
    }
    return reader.blocks;
  }

  /** What is wrong with text that has no block at all. */
  static String whyNothing(String text) {
    String start = text.length() > 64 ? text.substring(0, 64) : text;
    if (start.isBlank()) {
      return "is empty";
    }
    if (start.charAt(0) == 0x30 && start.chars().anyMatch(c -> c < '\t' || c > 0x7e)) {
      return "looks like DER or PKCS #12 and not PEM; convert it with openssl x509, pkey or pkcs12";
    }
    return "has no PEM block: no line starts with " + BEGIN.strip();
  }

  private boolean hasNext() {
    return position < text.length();
  }

  /** The next line without blanks around it; lines end with LF, CR or both. */
  private String next() {
    int end = position;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    int start = position;
    // A byte order mark, which some editors put before the first line.
    if (start == 0) {
      start += text.startsWith("\uFEFF") ? 1 : text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
    }
    position = end + 1;
    if (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n') {
      position++;
    }
    line++;
    return text.substring(Math.min(start, end), end).strip();
  }

  private void block(String begin) throws PemException {
    int beginLine = line;
    String type = label(begin, BEGIN);
    String name = PemBlock.where(blocks.size() + 1, type, line);
    Map<String, String> headers = new LinkedHashMap<>();
    StringBuilder base64 = new StringBuilder();
    boolean inHeaders = true;
    String lastHeader = "";
    while (hasNext()) {
      String next = next();
      if (next.startsWith(END)) {
        String end = label(next, END);
        if (!end.equals(type)) {
          throw new PemException(name + " ends as " + LogText.escape(end) + " in line " + line);
        }
        byte[] content = decode(base64, name);
        blocks.add(new PemBlock(blocks.size() + 1, type, beginLine, headers, content));
        return;
      }
      if (next.startsWith(DASHES)) {
        throw new PemException(
            name + " has no END line before the next block begins in line " + line);
      }
      int colon = next.indexOf(':');
      if (inHeaders && colon > 0) {
        lastHeader = next.substring(0, colon);
        headers.put(lastHeader, next.substring(colon + 1).strip());
      } else if (inHeaders && !headers.isEmpty() && !next.isEmpty() && continues(next)) {
        headers.merge(lastHeader, next, String::concat);
      } else {
        inHeaders = inHeaders && next.isEmpty() && headers.isEmpty();
        append(next, base64, name);
      }
    }
    throw new PemException(name + " is cut off: it has no END line");
  }

  /** A header that was folded: no base64 line has such characters. */
  private static boolean continues(String next) {
    return next.chars().anyMatch(c -> c == ',' || c == ' ' || c == '-');
  }

  private String label(String marker, String prefix) throws PemException {
    if (!marker.endsWith(DASHES) || marker.length() < prefix.length() + DASHES.length()) {
      throw new PemException(
          "line " + line + " starts as " + prefix.strip() + " but does not end in " + DASHES);
    }
    return marker.substring(prefix.length(), marker.length() - DASHES.length()).strip();
  }

  private void append(String next, StringBuilder base64, String name) throws PemException {
    for (int i = 0; i < next.length(); i++) {
      char c = next.charAt(i);
      boolean digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (digit || c == '+' || c == '/' || c == '=') {
        base64.append(c);
      } else if (c != ' ' && c != '\t') {
        throw new PemException(
            name + " is damaged: character " + (i + 1) + " of line " + line + " is not base64");
      }
    }
  }

  private static byte[] decode(StringBuilder base64, String name) throws PemException {
    if (base64.length() == 0) {
      throw new PemException(name + " is empty");
    }
    if (base64.length() % 4 != 0) {
      throw new PemException(
          name
              + " is cut off: its base64 text has "
              + base64.length()
              + " characters, which is no multiple of 4");
    }
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new PemException(name + " is damaged: padding stands within its base64 text");
    }
  }
}
