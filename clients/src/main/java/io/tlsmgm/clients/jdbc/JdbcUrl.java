package io.tlsmgm.clients.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A URL with the parameters behind its question mark.
 *
 * @param start all before them
 */
record JdbcUrl(String start, List<Parameter> parameters) {
  /**
   * One of them.
   *
   * @param text as it stands on the URL
   * @param name decoded
   * @param value decoded; empty when there is none
   */
  record Parameter(String text, String name, String value) {
    private static Parameter of(String text) {
      int equals = text.indexOf('=');
      return equals < 0
          ? new Parameter(text, decoded(text), "")
          : new Parameter(
              text, decoded(text.substring(0, equals)), decoded(text.substring(equals + 1)));
    }

    /** Some drivers decode, some do not; here all is, to miss nothing. */
    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8).strip();
      } catch (IllegalArgumentException notEncoded) {
        return text.strip();
      }
    }

    /** Some drivers take names in any case. */
    private boolean named(String wanted) {
      return name.equalsIgnoreCase(wanted);
    }
  }

  static JdbcUrl of(String url) {
    int question = url.indexOf('?');
    return question < 0
        ? new JdbcUrl(url, List.of())
        : new JdbcUrl(
            url.substring(0, question),
            Arrays.stream(url.substring(question + 1).split("&"))
                .filter(text -> !text.isEmpty())
                .map(Parameter::of)
                .toList());
  }

  boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> parameter.named(name));
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException when it is there twice
   */
  Optional<String> value(String name) {
    List<String> values =
        parameters.stream().filter(p -> p.named(name)).map(Parameter::value).toList();
    if (values.size() > 1) {
      throw new IllegalArgumentException("the URL has " + name + " twice");
    }
    return values.stream().findFirst();
  }

  /** The URL without a parameter; the others stay as they stand. */
  String without(String name) {
    String rest =
        parameters.stream()
            .filter(parameter -> !parameter.named(name))
            .map(Parameter::text)
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? start : start + "?" + rest;
  }

  /** Nothing of it; there may be a password. */
  @Override
  public String toString() {
    return "JdbcUrl[]";
  }
}
