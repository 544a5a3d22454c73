package io.tlsmgm.cli;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that reads a configuration. */
final class ConfigOptions {
  @Option(
      names = "--library",
      paramLabel = "L",
      description =
          "The TLS library, instead of the file's tls_library: jsse, openssl, wolfssl, none.")
  private Optional<String> library = Optional.empty();

  @Mixin private KeyPasswordOptions keyPasswords = new KeyPasswordOptions();

  /** The library that overrides the file's. */
  Optional<String> library() {
    return library;
  }

  /** The passwords of the file given, or none. */
  KeyPasswords passwords() throws CommandFailedException {
    return keyPasswords.passwords();
  }
}
