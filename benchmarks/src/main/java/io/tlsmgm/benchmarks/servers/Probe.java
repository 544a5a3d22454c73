package io.tlsmgm.benchmarks.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of {@code openssl s_client}, to see on which terms a server speaks. */
final class Probe {
  private static final Pattern SESSION =
      Pattern.compile("^(New|Reused), (TLSv1\\.[0-9]), Cipher is (\\S+)", Pattern.MULTILINE);
  private static final Pattern GROUP =
      Pattern.compile("^Server Temp Key: ([^,\\s]+)", Pattern.MULTILINE);
  private static final Pattern KEY =
      Pattern.compile("^Server public key is ([0-9]+) bit", Pattern.MULTILINE);
  private static final Pattern SIGNATURE =
      Pattern.compile("^Peer signature type: (\\S+)", Pattern.MULTILINE);
  private static final Pattern BODY = Pattern.compile("\\r?\\n\\r?\\n(x+)");

  private Probe() {}

  /**
   * What was agreed.
   *
   * @param resumed whether the session of the connection before was taken up
   */
  record Agreed(String version, String suite, String group, String key, boolean resumed, int body) {
    @Override
    public String toString() {
      return String.join(" ", version, suite, group, key)
          + (resumed ? " resumed" : " full")
          + ", body of "
          + body;
    }
  }

  /** A connection without a past; its session is kept in {@code session}. */
  static Agreed full(TestedServer server, String version, Path session) {
    return connect(server, version, List.of("-sess_out", session.toString()));
  }

  /** A connection that wants to resume {@code session}. */
  static Agreed resuming(TestedServer server, String version, Path session) {
    return connect(server, version, List.of("-sess_in", session.toString()));
  }

  private static Agreed connect(TestedServer server, String version, List<String> session) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.find("openssl"),
                "s_client",
                "-connect",
                "127.0.0.1:" + server.port(),
                "-groups",
                Terms.OFFERED_GROUPS,
                "-servername",
                "localhost",
                "-ign_eof"));
    command.addAll(Terms.openssl(version));
    command.addAll(session);
    String request = "GET " + Terms.path(Terms.SMALL) + " HTTP/1.0\r\n\r\n";
    String output = Programs.output(command, Map.of(), request);
    try {
      return parse(output);
    } catch (ComparisonException e) {
      throw new ComparisonException(e.getMessage() + "\n" + output + "\n" + server.lastOutput(), e);
    }
  }

  /** Reads what {@code s_client} printed. */
  static Agreed parse(String output) {
    Matcher session = SESSION.matcher(output);
    if (!session.find()) {
      throw new ComparisonException("openssl s_client made no connection:");
    }
    return new Agreed(
        session.group(2),
        session.group(3),
        first(GROUP, output),
        first(SIGNATURE, output) + " " + first(KEY, output),
        session.group(1).equals("Reused"),
        first(BODY, output).length());
  }

  private static String first(Pattern pattern, String output) {
    Matcher matcher = pattern.matcher(output);
    return matcher.find() ? matcher.group(1) : "";
  }
}
