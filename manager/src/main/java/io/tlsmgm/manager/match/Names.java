package io.tlsmgm.manager.match;

/** The form in which names are compared: ASCII letters in lower case, no trailing dot. */
final class Names {
  /** {@code name} in that form; the same object when it has it already. */
  static String normalise(String name) {
    int length = name.length();
    boolean dot = length > 0 && name.charAt(length - 1) == '.';
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return lowerCase(dot ? name.substring(0, length - 1) : name);
      }
    }
    return dot ? name.substring(0, length - 1) : name;
  }

  /** As {@code fnmatch} folds in the C locale; other letters do not occur in host names. */
  static String lowerCase(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] = (char) (chars[i] + ('a' - 'A'));
      }
    }
    return new String(chars);
  }

  private Names() {}
}
