package io.tlsmgm.wolfssl;

import java.nio.charset.StandardCharsets;

/** Prints what the library says of itself in a process of its own. */
final class PrintFacts {
  private PrintFacts() {}

  public static void main(String[] args) {
    StringBuilder text = new StringBuilder();
    new WolfSslLibrary()
        .probe()
        .facts()
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    System.out.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
