package io.tlsmgm.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that reads a configuration. */
final class ConfigOptions {
  @Option(
      names = "--library",
      paramLabel = "L",
      description =
          "The TLS library, instead of the file's tls_library: jsse, openssl, wolfssl, none.")
  private Optional<String> library = Optional.empty();

  @Option(
      names = "--key-password-file",
      paramLabel = "FILE",
      description = {
        "Passwords of encrypted private keys: a line [DOMAIN]PASSWORD for one domain, a line without"
            + " brackets for all others."
      })
  private Optional<Path> keyPasswordFile = Optional.empty();

  /** The library that overrides the file's. */
  Optional<String> library() {
    return library;
  }

  /** The passwords of the file given, or none. */
  KeyPasswords passwords() throws CommandFailedException {
    return keyPasswordFile.isPresent()
        ? KeyPasswords.read(keyPasswordFile.get())
        : KeyPasswords.none();
  }
}
