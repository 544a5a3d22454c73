package io.tlsmgm.cli;

import io.netty.channel.Channel;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import io.tlsmgm.manager.script.Script;
import io.tlsmgm.netty.FailureReason;
import io.tlsmgm.netty.HandshakeFailures;
import io.tlsmgm.netty.TlsTransport;
import io.tlsmgm.netty.TlsTransportBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tlsmgm connect}: a TLS connection between standard input and output and a peer. */
@Command(
    name = "connect",
    descriptionHeading = "%n",
    description = {
      "Connect to a TLS server: standard input goes to the peer, what the peer sends to standard"
          + " output. At the end of the input the peer is told with close_notify, and what it still"
          + " sends is shown until it closes.",
      "",
      "With --config the client domain is chosen as the configuration says; without it, the options"
          + " under 'Without --config' make one. No host name is checked and no server name sent"
          + " unless --server-name asks for it.",
      "",
      "Exit code 0 when the connection came to be and ended well; 1 otherwise, with the reason."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm connect sip.example.com:5061 --server-name example.com --vars < /dev/null",
      "  tlsmgm connect 127.0.0.1:5061 --config opensips.cfg --library openssl --tls-domain dom4"
    })
final class ConnectCommand implements Callable<Integer> {
  /** A default of this tool, not of tls_library: always there, needing nothing but the JDK. */
  private static final String DEFAULT_LIBRARY = "jsse";

  private final Streams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Parameters(
      paramLabel = "HOST:PORT",
      converter = PeerAddress.Converter.class,
      description = "Where to connect; an IPv6 address in brackets.")
  @SuppressWarnings("NullAway.Init") // required, so picocli sets it
  private PeerAddress peer;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take the client domains from this opensips.cfg.")
  private Optional<Path> config = Optional.empty();

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--tls-domain",
      paramLabel = "NAME",
      description = "The client domain of --config to use, whatever the destination.")
  private Optional<String> tlsDomain = Optional.empty();

  @Option(
      names = "--sip-domain",
      paramLabel = "NAME",
      description = "The name to compare with match_sip_domain of the client domains of --config.")
  private Optional<String> sipDomain = Optional.empty();

  @Option(names = "--server-name", paramLabel = "SNI", description = "The server name to ask for.")
  private Optional<String> serverName = Optional.empty();

  @Option(
      names = "--vars",
      description = "First print the variables of the connection, one $name = 'value' per line.")
  private boolean vars;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "MS",
      converter = Millis.class,
      description = "How long the handshake may take, instead of the file's tls_handshake_timeout.")
  private Optional<Duration> handshakeTimeout = Optional.empty();

  @ArgGroup(exclusive = false, heading = "%nWithout --config:%n")
  private ClientOptions client = new ClientOptions();

  ConnectCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException, InterruptedException {
    LogLevel.set("error"); // why a connection failed is the command's own message
    checkOptions();
    try (TlsManager manager = manager();
        TlsTransport transport = transport(manager)) {
      Session session = new Session(streams, vars);
      session.run(open(transport, session));
    }
    return ExitCode.OK;
  }

  private void checkOptions() {
    if (config.isEmpty()) {
      for (String option : List.of("--tls-domain", "--sip-domain")) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
          throw new ParameterException(
              spec.commandLine(),
              option + " chooses among the domains of --config, which is missing");
        }
      }
      return;
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (ClientOptions.declares(option)) {
        throw new ParameterException(
            spec.commandLine(),
            option.longestName()
                + " does not go with --config: the client domain of the file has its own setting");
      }
    }
  }

  private TlsManager manager() throws CommandFailedException {
    KeyPasswords passwords = options.passwords();
    UnaryOperator<TlsManagerBuilder> setup = builder -> builder.passwords(passwords);
    if (config.isEmpty()) {
      return managerOfOptions(setup);
    }
    Path file = config.get();
    Script script = Configuration.read(file);
    String library = options.library().orElse(script.tlsLibrary());
    Configuration configuration = Configuration.load(file, script, library, setup);
    Problems.print(streams, configuration.problems());
    return configuration
        .manager()
        .orElseThrow(() -> new CommandFailedException(file + " cannot be used"));
  }

  private TlsManager managerOfOptions(UnaryOperator<TlsManagerBuilder> setup)
      throws CommandFailedException {
    try {
      TlsManager manager =
          setup
              .apply(TlsManager.builder())
              .library(options.library().orElse(DEFAULT_LIBRARY))
              .domain(client.domain())
              .build();
      Problems.print(streams, manager.warnings());
      return manager;
    } catch (TlsException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private TlsTransport transport(TlsManager manager) throws CommandFailedException {
    TlsTransportBuilder builder =
        TlsTransport.builder(manager).eventLoopThreads(1).handshakeThreads(1);
    handshakeTimeout.ifPresent(builder::handshakeTimeout);
    try {
      return builder.build();
    } catch (LibraryUnavailableException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  /** Tries the addresses of the host in turn, until one answers. */
  private Channel open(TlsTransport transport, Session session)
      throws CommandFailedException, InterruptedException {
    List<InetSocketAddress> addresses = peer.resolve();
    for (int i = 0; ; i++) {
      ClientTarget target = new ClientTarget(addresses.get(i), tlsDomain, sipDomain, serverName);
      try {
        return transport.connect(target, session::begin).get();
      } catch (ExecutionException e) {
        boolean unreachable = HandshakeFailures.reason(e) == FailureReason.CONNECT;
        if (!unreachable || i + 1 == addresses.size()) {
          throw new CommandFailedException(HandshakeFailure.explain(e));
        }
      }
    }
  }
}
