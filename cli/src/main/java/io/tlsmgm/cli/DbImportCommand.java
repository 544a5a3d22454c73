package io.tlsmgm.cli;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.db.SqlDatabase;
import io.tlsmgm.manager.script.DatabaseSettings;
import io.tlsmgm.manager.script.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tlsmgm db import}: writes the domains of a script into a database. */
@Command(
    name = "import",
    descriptionHeading = "%n",
    description = {
      "Write the domains of a configuration into the table, the contents of their files with them."
          + " All or nothing: a mistake in the configuration, or a domain that is in the table"
          + " already, and nothing is written. Directories stay names, made absolute. What the"
          + " configuration leaves to a default is NULL in the row."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm db import sqlite:///var/lib/opensips/opensips.sqlite opensips.cfg",
      "  tlsmgm db import mysql://opensips@localhost/opensips opensips.cfg --replace"
    })
final class DbImportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private DbOptions options = new DbOptions();

  @Parameters(index = "1", paramLabel = "FILE", description = "An opensips.cfg.")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      description = "Replace the rows of domains that are in the table already.")
  private boolean replace;

  @Mixin private KeyPasswordOptions keyPasswords = new KeyPasswordOptions();

  DbImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    Script script = withoutDatabase(Configuration.read(file));
    KeyPasswords passwords = keyPasswords.passwords();
    Configuration configuration =
        Configuration.load(
            file, script, LibrarySelector.NONE, builder -> builder.passwords(passwords));
    configuration.manager().ifPresent(TlsManager::close);
    Problems.print(streams, configuration.problems());
    if (configuration.manager().isEmpty()) {
      throw new CommandFailedException(
          file + ": " + Problems.count(configuration.problems()) + "; nothing is written");
    }
    Problems.print(streams, script.domains().stream().flatMap(d -> defaults(d).stream()).toList());
    write(script.domains());
    return ExitCode.OK;
  }

  private void write(List<TlsDomain> domains) throws CommandFailedException {
    SqlDatabase database = options.database();
    try {
      List<Boolean> replaced = database.write(domains, replace);
      for (int i = 0; i < domains.size(); i++) {
        streams
            .out()
            .println(
                role(domains.get(i))
                    + " domain "
                    + domains.get(i).name()
                    + ": "
                    + (replaced.get(i) ? "replaced" : "written"));
      }
      streams
          .out()
          .println(
              database.description()
                  + ": "
                  + streams.outStyle().good(Problems.plural(domains.size(), "domain"))
                  + " written, "
                  + replaced.stream().filter(r -> r).count()
                  + " of them replaced");
    } catch (ConfigurationException e) {
      Problems.print(streams, e.problems());
      throw new CommandFailedException("nothing is written");
    }
  }

  /** The file may name the very database that is written. */
  private static Script withoutDatabase(Script script) {
    DatabaseSettings database =
        new DatabaseSettings(
            Optional.empty(), DatabaseSettings.DEFAULT_TABLE, Map.of(), Path.of(""));
    return new Script(
        script.tlsLibrary(),
        script.domains(),
        script.sockets(),
        script.clientTlsDomainAvp(),
        script.clientSipDomainAvp(),
        database,
        script.handshakeTimeout(),
        script.sendTimeout(),
        Optional.empty(),
        script.problems());
  }

  private static Optional<Problem> defaults(TlsDomain domain) {
    return domain
        .certificate()
        .filter(certificate -> certificate.location().isEmpty())
        .map(
            certificate ->
                Problem.warning(
                    domain.location(),
                    domain.name(),
                    "domain "
                        + domain.name()
                        + " has no certificate of its own: its row has NULL, which is"
                        + " tls/cert.pem beside whichever script names the database"));
  }

  private static String role(TlsDomain domain) {
    return domain.role() == Role.CLIENT ? "client" : "server";
  }
}
