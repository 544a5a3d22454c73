package io.tlsmgm.cli;

import io.netty.channel.Channel;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.cli.serve.Modes;
import io.tlsmgm.cli.serve.Server;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.script.ListenSocket;
import io.tlsmgm.manager.script.Script;
import io.tlsmgm.netty.TlsTransport;
import io.tlsmgm.netty.TlsTransportBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tlsmgm serve}: listens at every TLS socket of a configuration. */
@Command(
    name = "serve",
    descriptionHeading = "%n",
    description = {
      "Listen at every socket=/listen= line for tls of a configuration and answer each connection"
          + " with the TLS domain that its address and server name choose. A wss socket is opened"
          + " too, for TLS without WebSocket.",
      "",
      "Prints 'listening tls:IP:PORT' for each socket, then 'ready'. With a mistake in the"
          + " configuration, or a socket that cannot be opened, nothing listens: exit code 1.",
      "",
      "SIGHUP reads the database and all files again, and puts in force what has changed.",
      "",
      "SIGTERM or SIGINT stops accepting, lets transfers finish, says close_notify, and ends with"
          + " exit code 0. What takes longer than --grace is cut off."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm serve opensips.cfg --library jsse --www",
      "  tlsmgm serve opensips.cfg --library openssl --forward 127.0.0.1:5060",
      "  tlsmgm serve opensips.cfg --library openssl --mi 127.0.0.1:8888"
    })
final class ServeCommand implements Callable<Integer> {
  /** Netty reads it when it makes its first buffer; {@code TLSMGM_OPTS} can set it. */
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private final Streams streams;

  @Parameters(paramLabel = "FILE", description = "An opensips.cfg.")
  private Path file = Path.of("");

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Mixin private MiOptions management = new MiOptions();

  @ArgGroup private Mode mode = new Mode();

  @Option(
      names = "--handshake-timeout",
      paramLabel = "MS",
      converter = Millis.class,
      description = "How long a handshake may take, instead of the file's tls_handshake_timeout.")
  private Optional<Duration> handshakeTimeout = Optional.empty();

  @Option(
      names = "--grace",
      paramLabel = "MS",
      converter = Millis.class,
      description =
          "How long connections may take to finish when asked to stop; 5000 when not given.")
  private Duration grace = Duration.ofSeconds(5);

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Threads.class,
      description =
          "Threads that serve connections, and as many for the slow parts of handshakes if the"
              + " library hands them out; the processors, at least 2, when not given.")
  private Optional<Integer> threads = Optional.empty();

  /** What to do with connections: at most one of these. */
  static final class Mode {
    @Option(names = "--echo", description = "Send back what comes in; the default.")
    @SuppressWarnings("UnusedVariable") // what is left when the others are not given
    private boolean echo;

    @Option(
        names = "--www",
        description =
            "Answer every HTTP request with the variables of its connection, or /bytes/N with N"
                + " bytes.")
    private boolean www;

    @Option(
        names = "--forward",
        paramLabel = "HOST:PORT",
        converter = PeerAddress.Converter.class,
        description = "Pass the plain bytes on, and back.")
    private Optional<PeerAddress> forward = Optional.empty();

    Consumer<Channel> handlers() throws CommandFailedException {
      return forward.isPresent()
          ? Modes.forward(forward.get().resolve().get(0))
          : www ? Modes.www() : Modes.echo();
    }
  }

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws CommandFailedException, InterruptedException {
    LogLevel.set("info"); // tells of the peers that it refuses
    // A stack trace for every 128th buffer costs 5% of a small request.
    System.getProperties().putIfAbsent(LEAK_DETECTION, "disabled");
    Script script = Configuration.read(file);
    KeyPasswords passwords = options.passwords();
    String library = options.library().orElse(script.tlsLibrary());
    Configuration configuration =
        Configuration.load(file, script, library, builder -> builder.passwords(passwords));
    Problems.print(streams, configuration.problems());
    if (configuration.manager().isEmpty()) {
      streams.err().println(file + ": not served: " + Problems.count(configuration.problems()));
      return ExitCode.FAILED;
    }
    try (TlsManager manager = configuration.required()) {
      serve(manager, script);
    }
    return ExitCode.OK;
  }

  private void serve(TlsManager manager, Script script)
      throws CommandFailedException, InterruptedException {
    if (script.sockets().isEmpty()) {
      throw new CommandFailedException(
          file + ": there is no socket to open; add a line such as socket=tls:127.0.0.1:5061");
    }
    Consumer<Channel> handlers = mode.handlers();
    try (TlsTransport transport = transport(manager)) {
      Server server = new Server(transport, handlers);
      List<String> opened = new ArrayList<>();
      for (ListenSocket socket : script.sockets()) {
        for (InetSocketAddress address : Sockets.addresses(socket)) {
          opened.add("listening " + Sockets.text(socket.protocol(), open(server, socket, address)));
        }
      }
      management.open(manager).ifPresent(mi -> opened.add("mi " + mi.uri()));
      Hangup.reloads(manager);
      opened.forEach(streams.out()::println);
      streams.out().println("ready");
      streams.out().flush();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "tlsmgm-stop"));
      new CountDownLatch(1).await(); // until a signal comes
    }
  }

  private static InetSocketAddress open(
      Server server, ListenSocket socket, InetSocketAddress address) throws CommandFailedException {
    try {
      return server.listen(address);
    } catch (IOException e) {
      throw new CommandFailedException(socket.location() + ": " + e.getMessage());
    }
  }

  private TlsTransport transport(TlsManager manager) throws CommandFailedException {
    TlsTransportBuilder builder = TlsTransport.builder(manager);
    handshakeTimeout.ifPresent(builder::handshakeTimeout);
    threads.ifPresent(count -> builder.eventLoopThreads(count).handshakeThreads(count));
    try {
      return builder.build();
    } catch (LibraryUnavailableException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Runs when a signal ends the process. Whoever stops a server wants exit code 0 when that went
   * well, and the JVM would give 143; halting is safe here since no other hook has work to do.
   */
  private void drain(Server server) {
    try {
      int left = server.stop(grace);
      if (left > 0) {
        streams
            .err()
            .println(
                "tlsmgm serve: cut off "
                    + Problems.plural(left, "connection")
                    + " after "
                    + grace.toMillis()
                    + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    streams.out().flush();
    streams.err().flush();
    Runtime.getRuntime().halt(ExitCode.OK);
  }
}
