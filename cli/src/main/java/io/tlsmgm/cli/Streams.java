package io.tlsmgm.cli;

import io.tlsmgm.cli.text.Style;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param in bytes for the peer of {@code connect}
 * @param out results
 * @param err messages
 * @param outStyle colours of {@code out}
 * @param errStyle colours of {@code err}
 */
record Streams(InputStream in, PrintStream out, PrintStream err, Style outStyle, Style errStyle) {
  /** Those of the process, text in UTF-8 whatever the locale, since names in certificates are. */
  static Streams ofProcess() {
    return new Streams(
        new FileInputStream(FileDescriptor.in),
        print(new FileOutputStream(FileDescriptor.out)),
        print(new FileOutputStream(FileDescriptor.err)),
        Style.stdout(),
        Style.stderr());
  }

  /** Streams without colours, such as those of a test. */
  static Streams plain(InputStream in, OutputStream out, OutputStream err) {
    return new Streams(in, print(out), print(err), Style.PLAIN, Style.PLAIN);
  }

  private static PrintStream print(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
