package io.tlsmgm.manager.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no message may show, and the messages of drivers without it. */
final class Secrets {
  /** A shorter one may be a piece of any word, and a message without these is none any more. */
  private static final int MIN_REPLACED = 4;

  private static final int MAX_MESSAGE = 500;

  /** PEM, also in the hexadecimal notation of binary values. */
  private static final Pattern ROW_CONTENTS =
      Pattern.compile("-----BEGIN|2d2d2d2d2d424547494e", Pattern.CASE_INSENSITIVE);

  private static final Pattern SECRET_NAME =
      Pattern.compile("pass|pwd|secret|token", Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_.]+)=([^&;,]*)");

  private final List<String> values;

  private Secrets(Set<String> values) {
    // The longest first: one may be a part of another.
    this.values =
        values.stream()
            .filter(value -> !value.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  static Secrets of(DatabaseUrl url, Optional<String> password) {
    Set<String> found = new LinkedHashSet<>();
    url.password().ifPresent(found::add);
    password.ifPresent(found::add);
    for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
      if (SECRET_NAME.matcher(parameter.getKey()).find()) {
        add(found, parameter.getValue());
      }
    }
    if (url.user().isEmpty()) {
      ofJdbcUrl(url.jdbcUrl(), found);
    }
    return new Secrets(found);
  }

  static Secrets none() {
    return new Secrets(Set.of());
  }

  /** {@code password=} in any of the ways that drivers write parameters, and {@code user:pw@}. */
  private static void ofJdbcUrl(String url, Set<String> found) {
    Matcher parameter = PARAMETER.matcher(url);
    while (parameter.find()) {
      if (SECRET_NAME.matcher(parameter.group(1)).find()) {
        add(found, parameter.group(2));
      }
    }
    int at = url.lastIndexOf('@');
    if (at < 0) {
      return;
    }
    int authority = url.indexOf("//");
    String credentials = url.substring(authority >= 0 && authority < at ? authority + 2 : 0, at);
    for (int i = 0; i < credentials.length(); i++) {
      // Oracle's separates the two by a slash.
      if (credentials.charAt(i) == ':' || credentials.charAt(i) == '/') {
        add(found, credentials.substring(i + 1));
      }
    }
  }

  private static void add(Set<String> found, String value) {
    found.add(value);
    try {
      found.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      // A lone percent sign: the driver cannot have decoded it either.
      return;
    }
  }

  /** One line of a driver's message, without a secret. */
  String scrub(String message) {
    String text = message;
    if (ROW_CONTENTS.matcher(text).find()) {
      return "the message of the driver is left out, for it has contents of a row in it";
    }
    for (String value : values) {
      if (!text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (value.length() < MIN_REPLACED) {
        return "the message of the driver is left out, for it may have the password in it";
      }
      text =
          Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE)
              .matcher(text)
              .replaceAll("***");
    }
    return Messages.line(text.strip(), MAX_MESSAGE);
  }

  /** The secrets themselves, for tests. */
  List<String> values() {
    return new ArrayList<>(values);
  }

  /** Shows nothing. */
  @Override
  public String toString() {
    return "Secrets";
  }
}
