package io.tlsmgm.cli;

import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.cli.text.Table;
import io.tlsmgm.manager.DomainSource.Loaded;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.manager.ManagedDomain;
import io.tlsmgm.manager.TlsList;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tlsmgm db list}: the domains of a database. */
@Command(
    name = "list",
    descriptionHeading = "%n",
    description = {
      "Show the domains of a database, and what is wrong with the rows that cannot be used. Never"
          + " shows a key. Exit code 1 when a row cannot be used."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm db list sqlite:///var/lib/opensips/opensips.sqlite",
      "  tlsmgm db list mysql://opensips@localhost/opensips --json"
    })
final class DbListCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private DbOptions options = new DbOptions();

  @Option(names = "--json", description = "The JSON of tls_list.")
  private boolean json;

  @Mixin private KeyPasswordOptions keyPasswords = new KeyPasswordOptions();

  DbListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    KeyPasswords passwords = keyPasswords.passwords();
    try {
      Loaded loaded = options.database().domains().load();
      List<Problem> problems = new ArrayList<>(loaded.problems());
      try (TlsManager manager = manager(loaded.domains(), passwords, problems)) {
        Problems.print(streams, problems);
        if (json) {
          streams.out().println(Json.write(TlsList.of(manager)));
        } else {
          table(manager).lines().forEach(streams.out()::println);
        }
      }
      return Problems.errors(problems) > 0 ? ExitCode.FAILED : ExitCode.OK;
    } catch (TlsException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  /** A manager of the rows whose certificates and keys are good too. */
  private static TlsManager manager(
      List<TlsDomain> domains, KeyPasswords passwords, List<Problem> problems) throws TlsException {
    try {
      TlsManager manager = build(domains, passwords);
      problems.addAll(manager.warnings());
      return manager;
    } catch (ConfigurationException e) {
      problems.addAll(e.problems().stream().filter(Problem::isError).toList());
      Set<String> bad =
          e.problems().stream()
              .filter(Problem::isError)
              .map(Problem::location)
              .collect(Collectors.toSet());
      List<TlsDomain> good =
          domains.stream()
              .filter(domain -> bad.stream().noneMatch(place -> isIn(place, domain)))
              .toList();
      TlsManager manager = build(good, passwords);
      problems.addAll(manager.warnings());
      return manager;
    }
  }

  /** Whether a place is a row, or a column of it. */
  private static boolean isIn(String place, TlsDomain row) {
    return place.equals(row.location()) || place.startsWith(row.location() + ": column ");
  }

  private static TlsManager build(List<TlsDomain> domains, KeyPasswords passwords)
      throws TlsException {
    TlsManagerBuilder builder =
        TlsManager.builder().library(LibrarySelector.NONE).passwords(passwords);
    domains.forEach(builder::domain);
    return builder.build();
  }

  private Table table(TlsManager manager) {
    Table table =
        new Table(
            streams.outStyle(),
            "NAME",
            "TYPE",
            "ADDRESSES",
            "SIP DOMAINS",
            "METHOD",
            "VERIFY",
            "REQUIRE",
            "CERTIFICATE",
            "CA LIST",
            "CRL DIR",
            "CIPHERS");
    for (Role role : Role.values()) {
      for (ManagedDomain managed : manager.domains(role)) {
        TlsDomain domain = managed.definition();
        table.row(
            Table.Cell.of(domain.name()),
            Table.Cell.of(role == Role.CLIENT ? "client" : "server"),
            Table.Cell.of(joined(domain.addresses())),
            Table.Cell.of(joined(domain.sipDomains())),
            Table.Cell.of(domain.method().text()),
            Table.Cell.of(yesNo(domain.verifyCert())),
            Table.Cell.of(yesNo(domain.requireCert())),
            Table.Cell.of(place(domain.certificate())),
            Table.Cell.of(place(domain.caList())),
            Table.Cell.of(domain.crlDir().map(TlsDomain.Directory::written).orElse("")),
            Table.Cell.of(domain.ciphersList().map(TlsDomain.Setting::value).orElse("")));
      }
    }
    return table;
  }

  private static String joined(List<?> filters) {
    return filters.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "no";
  }

  private static String place(Optional<Material> material) {
    return material.map(m -> m instanceof Material.Inline ? "in row" : "default").orElse("");
  }
}
