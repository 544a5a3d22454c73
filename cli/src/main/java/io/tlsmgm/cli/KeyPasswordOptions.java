package io.tlsmgm.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the passwords of encrypted private keys are. */
final class KeyPasswordOptions {
  @Option(
      names = "--key-password-file",
      paramLabel = "FILE",
      description = {
        "Passwords of encrypted private keys: a line [DOMAIN]PASSWORD for one domain, a line without"
            + " brackets for all others."
      })
  private Optional<Path> keyPasswordFile = Optional.empty();

  /** The passwords of the file given, or none. */
  KeyPasswords passwords() throws CommandFailedException {
    return keyPasswordFile.isPresent()
        ? KeyPasswords.read(keyPasswordFile.get())
        : KeyPasswords.none();
  }
}
