package io.tlsmgm.cli;

import io.tlsmgm.manager.script.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tlsmgm} command: TLS domains of an {@code opensips.cfg} at work. */
@Command(
    name = "tlsmgm",
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = "TLS domains of an opensips.cfg, on any TLS library.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  tlsmgm check /etc/opensips/opensips.cfg",
      "  tlsmgm serve opensips.cfg --library jsse --www",
      "",
      "Exit code: 0 when all is well, 1 when something failed, 2 for a wrong command line, 3 when"
          + " something expires sooner than check --fail-within allows."
    })
public final class Main implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable") // as above
  private boolean version;

  private Main() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Streams.ofProcess(), args));
  }

  /** Runs a command line; {@code serve} returns only when it could not start. */
  static int run(Streams streams, String... args) {
    int code = commandLine(streams).execute(args);
    streams.out().flush();
    return code;
  }

  static CommandLine commandLine(Streams streams) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new LibrariesCommand(streams))
            .addSubcommand(new CheckCommand(streams))
            .addSubcommand(new ListCommand(streams))
            .addSubcommand(new ServeCommand(streams))
            .addSubcommand(new ConnectCommand(streams))
            .addSubcommand(new EnvCommand(streams))
            .addSubcommand(DbCommand.commandLine(streams));
    line.setOut(writer(streams.out()));
    line.setErr(writer(streams.err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            streams.outStyle() == io.tlsmgm.cli.text.Style.ANSI ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler((e, args) -> usageError(streams, e));
    line.setExecutionExceptionHandler((e, command, result) -> failure(streams, command, e));
    return line;
  }

  /** Without a command there is nothing to do but to say which ones there are. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: " + String.join(", ", commands(spec)));
  }

  private static int usageError(Streams streams, ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    error(streams, name, describe(e));
    streams.err().println("Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  private static int failure(Streams streams, CommandLine command, Exception e) throws Exception {
    if (!(e instanceof CommandFailedException)) {
      throw e; // a mistake of this program: its trace helps to find it
    }
    error(streams, command.getCommandSpec().qualifiedName(), String.valueOf(e.getMessage()));
    return ExitCode.FAILED;
  }

  private static void error(Streams streams, String command, String message) {
    streams.err().println(command + ": " + streams.errStyle().bad(message));
  }

  private static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      CommandSpec spec = e.getCommandLine().getCommandSpec();
      boolean option = word.startsWith("-");
      String name = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      List<String> candidates =
          option ? new ArrayList<>(spec.optionsMap().keySet()) : commands(spec);
      Optional<String> meant = Suggestion.of(name, candidates);
      String kind =
          option
              ? "unknown option "
              : candidates.isEmpty() ? "unexpected argument " : "unknown command ";
      return kind + shown(name) + meant.map(m -> "; did you mean " + m + "?").orElse("");
    }
    String message = String.valueOf(e.getMessage());
    return message.isEmpty()
        ? "wrong command line"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /** A URL that went astray may have a password in it. */
  private static String shown(String word) {
    boolean url = word.contains("://") || word.startsWith("jdbc:");
    return url ? DatabaseSettings.at(word).redactedUrl().orElse(word) : word;
  }

  private static List<String> commands(CommandSpec spec) {
    return new ArrayList<>(spec.subcommands().keySet());
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** The version that the build has written down. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IOException("version.properties is missing in the package of the command");
        }
        properties.load(in);
      }
      return new String[] {"tlsmgm " + properties.getProperty("version")};
    }
  }
}
