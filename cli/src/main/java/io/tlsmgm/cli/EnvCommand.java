package io.tlsmgm.cli;

import io.tlsmgm.api.NoMatchingDomainException;
import io.tlsmgm.clients.PemContents;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tlsmgm env}: a domain as the settings of another client. */
@Command(
    name = "env",
    descriptionHeading = "%n",
    description = {
      "Print the settings of a client domain for a client with a TLS of its own: a command line,"
          + " variables for the shell, or a URL. Names files and never prints what is in them.",
      "",
      "The files are those that the configuration names. A domain of a database has none, and some"
          + " clients take fewer than a domain may have: --write writes all of it."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm env db --config opensips.cfg --for openssl",
      "  eval \"$(tlsmgm env db --config opensips.cfg --for postgres)\" && psql -h db.example.net"
    })
final class EnvCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "NAME", description = "A client domain.")
  private String name = "";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "An opensips.cfg, with its domains in it or in its database.")
  private Path file = Path.of("");

  @Option(
      names = "--for",
      required = true,
      paramLabel = "CLIENT",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private EnvClient client = EnvClient.openssl;

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = {
        "Write certificate, key (not encrypted), CAs and revocation lists as PEM files (0600) into"
            + " DIR, made (0700) if missing, and use those."
      })
  private Optional<Path> write = Optional.empty();

  @Mixin private KeyPasswordOptions keyPasswords = new KeyPasswordOptions();

  EnvCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    KeyPasswords passwords = keyPasswords.passwords();
    Configuration configuration =
        Configuration.load(
            file,
            Configuration.read(file),
            LibrarySelector.NONE,
            builder -> builder.passwords(passwords));
    Problems.print(streams, configuration.problems());
    if (configuration.manager().isEmpty()) {
      return ExitCode.FAILED;
    }
    try (TlsManager manager = configuration.required()) {
      ManagedDomain domain = manager.clientDomain(name);
      EnvFiles files = write.isPresent() ? written(domain, write.get()) : EnvFiles.named(domain);
      EnvText text = client.text(domain.definition(), files);
      text.notes().forEach(note -> streams.err().println(streams.errStyle().warn("note: " + note)));
      text.lines().forEach(streams.out()::println);
    } catch (NoMatchingDomainException | IllegalArgumentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
    return ExitCode.OK;
  }

  private static EnvFiles written(ManagedDomain domain, Path directory)
      throws CommandFailedException {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return EnvFiles.written(domain, PemContents.of(domain).write(directory.toAbsolutePath()));
    } catch (IOException e) {
      throw new CommandFailedException("--write " + directory + ": " + Reasons.of(e));
    }
  }
}
