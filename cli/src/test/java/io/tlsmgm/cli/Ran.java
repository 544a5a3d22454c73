package io.tlsmgm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The command run in this process, without colours. */
record Ran(int exit, String out, String err) {
  static Ran of(String... args) {
    return with("", args);
  }

  /** With {@code input} as its standard input. */
  static Ran with(String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
    int exit = Main.run(Streams.plain(in, out, err), args);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  static Streams nowhere() {
    return Streams.plain(
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream());
  }
}
