package io.tlsmgm.cli;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.cli.text.Style;
import io.tlsmgm.cli.text.Table;
import io.tlsmgm.manager.LibrarySelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tlsmgm libraries}: which values of {@code tls_library} work here, and what they can do.
 */
@Command(
    name = "libraries",
    description = "Show the TLS libraries that are installed, and why one cannot run.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  tlsmgm libraries", "  tlsmgm libraries --json"})
final class LibrariesCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--json",
      description = "Everything as JSON: status, versions, cipher suites, groups, features.")
  private boolean json;

  LibrariesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException {
    List<TlsLibrary> libraries = LibrarySelector.installed().libraries();
    if (json) {
      List<Map<String, Object>> entries = new ArrayList<>();
      for (TlsLibrary library : libraries) {
        entries.add(entry(library));
      }
      streams.out().println(Json.write(Map.of("libraries", entries)));
    } else {
      table(libraries).lines().forEach(streams.out()::println);
    }
    return ExitCode.OK;
  }

  private Table table(List<TlsLibrary> libraries) throws CommandFailedException {
    Style style = streams.outStyle();
    Table table =
        new Table(
            style, "LIBRARY", "AVAILABLE", "VERSION", "ORIGIN", "PROTOCOLS", "FEATURES", "CAUSE");
    for (TlsLibrary library : libraries) {
      LibraryStatus status = library.probe();
      Capabilities can = status.available() ? capabilities(library) : Capabilities.none();
      table.row(
          Table.Cell.of(library.name()),
          status.available()
              ? new Table.Cell("yes", style::good)
              : new Table.Cell("no", style::bad),
          Table.Cell.of(status.version()),
          Table.Cell.of(status.origin()),
          Table.Cell.of(String.join(",", names(can.protocols(), ProtocolVersion::jsseName))),
          Table.Cell.of(String.join(",", features(can))),
          Table.Cell.of(status.cause().orElse("")));
    }
    return table;
  }

  private static Map<String, Object> entry(TlsLibrary library) throws CommandFailedException {
    LibraryStatus status = library.probe();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", library.name());
    entry.put("available", status.available());
    entry.put("version", status.version());
    entry.put("origin", status.origin());
    entry.put("facts", status.facts());
    status.cause().ifPresent(cause -> entry.put("cause", cause));
    if (status.available()) {
      entry.put("capabilities", entry(capabilities(library)));
    }
    return entry;
  }

  private static Map<String, Object> entry(Capabilities can) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("protocols", names(can.protocols(), ProtocolVersion::jsseName));
    entry.put("default_protocols", names(can.defaultProtocols(), ProtocolVersion::jsseName));
    entry.put("cipher_suites", names(can.cipherSuites(), CipherSuite::opensslName));
    entry.put("default_cipher_suites", names(can.defaultCipherSuites(), CipherSuite::opensslName));
    entry.put("groups", names(can.groups(), NamedGroup::ianaName));
    entry.put("key_types", names(can.keyTypes(), Enum::name));
    entry.put("features", features(can));
    return entry;
  }

  private static List<String> features(Capabilities can) {
    return names(can.features(), feature -> feature.name().toLowerCase(Locale.ROOT));
  }

  private static <T> List<String> names(Collection<T> values, Function<T, String> name) {
    return values.stream().map(name).collect(Collectors.toList());
  }

  private static Capabilities capabilities(TlsLibrary library) throws CommandFailedException {
    try {
      return library.capabilities();
    } catch (LibraryUnavailableException e) {
      throw new CommandFailedException(
          "tls_library "
              + library.name()
              + " runs here but does not say what it can do: "
              + e.getMessage());
    }
  }
}
