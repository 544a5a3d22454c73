package io.tlsmgm.manager.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What values have in common. */
final class Values {
  // No repeated groups: a long value would overflow the stack of the matcher.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{[^{}$]*}|\\{\\{[^{}]*}}|__[A-Z][A-Z0-9_]*__");

  private Values() {}

  /**
   * Something that a template tool should have replaced: {@code ${NAME}}, {@code __NAME__} or
   * <code>{{ name }}</code>.
   */
  static Optional<String> placeholder(String value) {
    Matcher matcher = PLACEHOLDER.matcher(value);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** Whether there is nothing but ASCII digits, and at least one. */
  static boolean isNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Whether a number of any length is not zero. */
  static boolean isTrue(String number) {
    return number.chars().anyMatch(c -> c != '0');
  }

  /**
   * What is wrong with a value before anyone looks at its meaning; empty when nothing is.
   *
   * @param secret whether the message must not name any part of the value
   */
  static Optional<String> defect(String value, boolean secret) {
    if (value.isEmpty()) {
      return Optional.of("the value is empty");
    }
    if (value.contains("-----BEGIN")) {
      return Optional.of("the value is the contents of a file where its name is expected");
    }
    if (value.indexOf('\uFFFD') >= 0) {
      return Optional.of("the value is not UTF-8");
    }
    return placeholder(value)
        .map(
            text ->
                (secret ? "a part of the value" : ProblemLog.quote(text))
                    + " looks like a placeholder that nothing replaced; run the template tool that"
                    + " writes this file first");
  }
}
