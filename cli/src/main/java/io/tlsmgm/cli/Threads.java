package io.tlsmgm.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of threads. */
final class Threads implements ITypeConverter<Integer> {
  private static final int MOST = 1024;

  @Override
  public Integer convert(String value) {
    boolean number =
        !value.isEmpty()
            && value.length() <= 4
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    int threads = number ? Integer.parseInt(value) : 0;
    if (threads < 1 || threads > MOST) {
      throw new TypeConversionException(
          "'" + value + "' is no number of threads from 1 to " + MOST);
    }
    return threads;
  }
}
