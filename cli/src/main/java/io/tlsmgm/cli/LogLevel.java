package io.tlsmgm.cli;

/** How much of the log a command shows on standard error; {@code TLSMGM_OPTS} can change it. */
final class LogLevel {
  private static final String PROPERTY = "org.slf4j.simpleLogger.defaultLogLevel";

  private LogLevel() {}

  /**
   * Sets the level, unless the JVM was started with one. Loggers read it when they are made, so
   * this comes first in a command.
   *
   * @param level as SLF4J's simple logger names it
   */
  static void set(String level) {
    System.getProperties().putIfAbsent(PROPERTY, level);
  }
}
