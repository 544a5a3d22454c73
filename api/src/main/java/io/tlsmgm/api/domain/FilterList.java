package io.tlsmgm.api.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Comma separated lists of filters, with one message for everything that is wrong in one. */
final class FilterList {
  private FilterList() {}

  /**
   * Reads a list.
   *
   * @param item reads one item without blanks around it, or throws with what is wrong
   * @param accepted what would be right, the end of the message
   * @return every filter once, in the order written
   * @throws IllegalArgumentException with everything that is wrong
   */
  static <T> List<T> parse(String value, Function<String, T> item, String accepted) {
    Set<T> filters = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String text : value.split(",", -1)) {
      try {
        filters.add(item.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong) + "; accepted are " + accepted);
    }
    return List.copyOf(filters);
  }
}
