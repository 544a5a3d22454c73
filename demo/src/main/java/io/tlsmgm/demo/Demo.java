package io.tlsmgm.demo;

import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.cli.text.Style;
import io.tlsmgm.cli.text.Table;
import io.tlsmgm.cli.text.Table.Cell;
import io.tlsmgm.cli.text.VariableText;
import io.tlsmgm.manager.LibrarySelector;
import io.tlsmgm.netty.TlsListener;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One configuration, served with each TLS library to clients of each TLS library. Prints what
 * became of every connection as one table, and ends with exit code 1 when anything is not as it
 * must be.
 *
 * <p>Usage: {@code Demo [DIRECTORY]}; the files go to {@code demo-out} when none is given.
 */
public final class Demo {
  private final PrintStream out;
  private final Style style;
  private final Table table;
  private final List<String> objections = new ArrayList<>();

  /** Of the first connection, as lines; written on its event loop. */
  private volatile List<String> variables = List.of();

  private Demo(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
    this.table =
        new Table(
            style, "CLIENT", "SERVER", "SERVER NAME", "DOMAIN", "VERSION", "CIPHER", "RESULT");
  }

  /** Runs the demonstration. */
  public static void main(String[] args) throws InterruptedException {
    // Refused connections are what is shown here; they need not be in the log too.
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Path directory = Path.of(args.length > 0 ? args[0] : "demo-out");
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int exit = 1;
    try {
      exit = run(directory, port(5061), out, Style.stdout());
    } catch (IOException | TlsException e) {
      out.println(Style.stdout().bad("The demonstration failed: " + e.getMessage()));
    }
    System.exit(exit);
  }

  /**
   * Writes the files, makes the connections, prints the table.
   *
   * @param port where to listen on 127.0.0.1
   * @return 0 when all is as it must be, else 1
   */
  static int run(Path directory, int port, PrintStream out, Style style)
      throws IOException, TlsException, InterruptedException {
    return new Demo(out, style).run(directory, port);
  }

  private int run(Path directory, int port) throws IOException, TlsException, InterruptedException {
    DemoSite site = DemoSite.write(directory, port);
    List<String> absent = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    try {
      for (TlsLibrary library : LibrarySelector.installed().libraries()) {
        if (library.name().equals(LibrarySelector.NONE)) {
          continue;
        }
        LibraryStatus status = library.probe();
        if (status.available()) {
          peers.add(Peer.load(site.script(), library.name()));
          out.println(style.strong(library.name()) + ": " + status.version());
        } else {
          absent.add(
              library.name() + ": not available: " + status.cause().orElse("no cause given"));
        }
      }
      absent.forEach(line -> out.println(style.warn(line)));
      for (Peer server : peers) {
        serve(server, peers);
      }
    } finally {
      peers.forEach(Peer::close);
    }
    if (peers.isEmpty()) {
      objections.add("no TLS library can run here");
    }
    report(site);
    return objections.isEmpty() ? 0 : 1;
  }

  private void serve(Peer server, List<Peer> clients)
      throws IOException, TlsException, InterruptedException {
    try (TlsListener listener =
        server.listen(
            connection -> {
              if (variables.isEmpty()) {
                variables = VariableText.lines(connection.variables());
              }
            })) {
      for (Peer client : clients) {
        for (Attempt attempt : Attempt.all()) {
          add(client, server, attempt, client.connect(listener.localAddress(), attempt));
        }
      }
    }
  }

  private void add(Peer client, Peer server, Attempt attempt, Outcome outcome) throws TlsException {
    Cell[] cells = new Cell[7];
    cells[0] = Cell.of(client.library());
    cells[1] = Cell.of(server.library());
    cells[2] = Cell.of(attempt.title());
    String result;
    if (outcome instanceof Outcome.Connected connected) {
      cells[3] = Cell.of(connected.domain());
      cells[4] = Cell.of(connected.version());
      cells[5] = Cell.of(connected.cipher());
      result = connected.verified() ? "verified" : "not verified";
    } else {
      Outcome.Refused refused = (Outcome.Refused) outcome;
      cells[3] = Cell.of("");
      cells[4] = Cell.of("");
      cells[5] = Cell.of("");
      result =
          refused
              .alert()
              .map(alert -> "alert " + alert + " (" + alert.code() + ")")
              .orElse(refused.reason());
    }
    var objection = attempt.objection(outcome, server.namesReason());
    boolean good = objection.isEmpty();
    cells[6] = new Cell(good ? result : result + "  WRONG", good ? style::good : style::bad);
    table.row(cells);
    objection.ifPresent(
        text ->
            objections.add(
                client.library()
                    + " to "
                    + server.library()
                    + ", "
                    + attempt.title()
                    + ": "
                    + text));
  }

  private void report(DemoSite site) {
    out.println();
    table.lines().forEach(out::println);
    out.println();
    out.println(style.strong("The variables of the first connection, on the server:"));
    variables.forEach(line -> out.println("  " + line));
    out.println();
    out.println("The configuration and its certificates are in " + site.script());
    if (objections.isEmpty()) {
      out.println(style.good("Every connection is as the configuration says."));
    } else {
      objections.forEach(line -> out.println(style.bad("WRONG: " + line)));
    }
  }

  /**
   * {@code wanted} if it is free, so that the files can be used as they are; or any.
   *
   * @param wanted the usual port of SIP over TLS, or 0
   */
  static int port(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket socket = new ServerSocket(wanted, 1, loopback)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == 0) {
        throw e;
      }
      return port(0);
    }
  }
}
