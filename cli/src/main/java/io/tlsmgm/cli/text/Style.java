package io.tlsmgm.cli.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Colours for one output stream: ANSI sequences on a terminal, nothing anywhere else. */
public enum Style {
  /** No colours. */
  PLAIN,
  /** ANSI SGR sequences, ECMA-48 section 8.3.117. */
  ANSI;

  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  /** The style for standard output. */
  public static Style stdout() {
    return of(STDOUT, System.getenv());
  }

  /** The style for standard error. */
  public static Style stderr() {
    return of(STDERR, System.getenv());
  }

  static Style of(int descriptor, Map<String, String> environment) {
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "dumb").equals("dumb");
    return !unwanted && isTerminal(descriptor) ? ANSI : PLAIN;
  }

  /**
   * Linux says which device each stream is, so that errors redirected to a file stay plain.
   * Elsewhere the JVM knows only of standard input and output together, which picocli asks it.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    if (!Files.isSymbolicLink(link)) {
      return Ansi.AUTO.enabled();
    }
    try {
      String device = Files.readSymbolicLink(link).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException e) {
      return false; // not to be told: no colours are the safe answer
    }
  }

  /** For what went well. */
  public String good(String text) {
    return sgr("32", text);
  }

  /** For what failed. */
  public String bad(String text) {
    return sgr("31", text);
  }

  /** For what deserves a look. */
  public String warn(String text) {
    return sgr("33", text);
  }

  /** For titles. */
  public String strong(String text) {
    return sgr("1", text);
  }

  /** For what matters less. */
  public String faint(String text) {
    return sgr("2", text);
  }

  private String sgr(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
