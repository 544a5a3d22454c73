package io.tlsmgm.cli;

import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.TlsList;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.script.Script;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tlsmgm list}: the domains of a configuration as {@code tls_list} answers. */
@Command(
    name = "list",
    descriptionHeading = "%n",
    description = {
      "Show the domains of a configuration as the JSON of tls_list: what was written, the"
          + " certificate that the domain presents, and how many days it has left.",
      "",
      "With tls_library auto the domains are shown as written; with a library, from the file or"
          + " from --library, also with what that library does not honour."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm list opensips.cfg",
      "  tlsmgm list opensips.cfg --library openssl | jq '.Domains[].name'"
    })
final class ListCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "An opensips.cfg.")
  private Path file = Path.of("");

  @Mixin private ConfigOptions options = new ConfigOptions();

  ListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    Script script = Configuration.read(file);
    KeyPasswords passwords = options.passwords();
    String written = options.library().orElse(script.tlsLibrary());
    String library = written.equals(LibrarySelector.AUTO) ? LibrarySelector.NONE : written;
    Configuration configuration =
        Configuration.load(
            file, script, library, builder -> builder.passwords(passwords).expiries(expiry -> {}));
    Problems.print(streams, configuration.problems());
    if (configuration.manager().isEmpty()) {
      return ExitCode.FAILED;
    }
    try (TlsManager manager = configuration.required()) {
      streams.out().println(Json.write(TlsList.of(manager)));
    }
    return ExitCode.OK;
  }
}
