package io.tlsmgm.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in milliseconds. */
final class Millis implements ITypeConverter<Duration> {
  private static final long LONGEST = Duration.ofDays(1).toMillis();

  @Override
  public Duration convert(String value) {
    boolean number =
        !value.isEmpty()
            && value.length() <= 9
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    long millis = number ? Long.parseLong(value) : 0;
    if (millis < 1 || millis > LONGEST) {
      throw new TypeConversionException(
          "'" + value + "' is no time in milliseconds from 1 to " + LONGEST + " (a day)");
    }
    return Duration.ofMillis(millis);
  }
}
