package io.tlsmgm.cli;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.manager.db.SqlDatabase;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tlsmgm db init}: creates the table of domains. */
@Command(
    name = "init",
    descriptionHeading = "%n",
    description = {
      "Create the table of domains as OpenSIPS has it, empty, with its row in the table version. A"
          + " table that exists is left as it is, which is an error. The file of sqlite:// is made"
          + " when it is missing, readable by its owner only."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm db init sqlite:///var/lib/opensips/opensips.sqlite",
      "  tlsmgm db init mysql://opensips@localhost/opensips --schema 2"
    })
final class DbInitCommand implements Callable<Integer> {
  private static final int CURRENT = 3;

  private final Streams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Mixin private DbOptions options = new DbOptions();

  @Option(
      names = "--schema",
      paramLabel = "N",
      description = "3 for OpenSIPS 3.x (default), 2 for 2.x.")
  private int schema = CURRENT;

  DbInitCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    if (schema != CURRENT && schema != 2) {
      throw new ParameterException(
          spec.commandLine(), "--schema " + schema + ": there are only 3 and 2");
    }
    SqlDatabase database = options.database();
    try {
      database.create(schema);
    } catch (ConfigurationException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
    streams
        .out()
        .println(
            database.description()
                + ": "
                + streams.outStyle().good("created")
                + " (version "
                + schema
                + ")");
    return ExitCode.OK;
  }
}
