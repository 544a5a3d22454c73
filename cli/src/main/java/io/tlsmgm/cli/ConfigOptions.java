package io.tlsmgm.cli;

import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.script.ScriptReader;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that reads a configuration. */
final class ConfigOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Option(
      names = "--library",
      paramLabel = "L",
      description =
          "The TLS library, instead of the file's tls_library: jsse, openssl, wolfssl, none.")
  private Optional<String> library = Optional.empty();

  @Mixin private KeyPasswordOptions keyPasswords = new KeyPasswordOptions();

  /**
   * The library that overrides the file's.
   *
   * @throws ParameterException when there is none of this name
   */
  Optional<String> library() {
    if (library.isPresent() && !isKnown(library.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "--library "
              + library.get()
              + ": no such library; accepted are "
              + String.join(", ", ScriptReader.TLS_LIBRARIES));
    }
    return library;
  }

  private static boolean isKnown(String name) {
    return ScriptReader.TLS_LIBRARIES.contains(name)
        || LibrarySelector.installed().libraries().stream().anyMatch(l -> l.name().equals(name));
  }

  /** The passwords of the file given, or none. */
  KeyPasswords passwords() throws CommandFailedException {
    return keyPasswords.passwords();
  }
}
