package io.tlsmgm.api.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Comma separated lists of filters, with one message for everything that is wrong in one. */
final class FilterList {
  // More would tell an operator nothing; a list that is no list at all has very many.
  private static final int MAX_WRONG = 20;

  private FilterList() {}

  /**
   * Reads a list.
   *
   * @param item reads one item without blanks around it, or throws with what is wrong
   * @param accepted what would be right, the end of the message
   * @return every filter once, in the order written
   * @throws IllegalArgumentException with everything that is wrong, as far as twenty items go
   */
  static <T> List<T> parse(String value, Function<String, T> item, String accepted) {
    Set<T> filters = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String text : value.split(",", -1)) {
      try {
        filters.add(item.apply(text.strip()));
      } catch (IllegalArgumentException e) {
        wrong.add(e.getMessage());
        if (wrong.size() == MAX_WRONG) {
          wrong.add("and maybe more");
          break;
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong) + "; accepted are " + accepted);
    }
    return List.copyOf(filters);
  }
}
