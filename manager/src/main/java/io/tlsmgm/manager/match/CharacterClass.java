package io.tlsmgm.manager.match;

/**
 * What a bracket expression of a pattern accepts.
 *
 * @param negated whether the characters of the ranges are the ones that are not accepted
 * @param ranges pairs of a first and a last character
 */
record CharacterClass(boolean negated, String ranges) {
  boolean contains(char c) {
    for (int i = 0; i < ranges.length(); i += 2) {
      if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
        return !negated;
      }
    }
    return negated;
  }
}
