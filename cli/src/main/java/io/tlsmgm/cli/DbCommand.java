package io.tlsmgm.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tlsmgm db}: the commands for domains in a database. */
@Command(
    name = "db",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keep domains in a database: create its table, fill it, show it.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm db init sqlite:///var/lib/opensips/opensips.sqlite",
      "  tlsmgm db import mysql://opensips@localhost/opensips opensips.cfg --password-file pw",
      "  tlsmgm db list postgres://opensips@localhost/opensips"
    })
final class DbCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  private DbCommand() {}

  static CommandLine commandLine(Streams streams) {
    return new CommandLine(new DbCommand())
        .addSubcommand(new DbInitCommand(streams))
        .addSubcommand(new DbImportCommand(streams))
        .addSubcommand(new DbListCommand(streams));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + String.join(", ", new ArrayList<>(spec.subcommands().keySet())));
  }
}
