package io.tlsmgm.cli;

import java.util.ArrayList;
import java.util.List;

/** {@code openssl s_client} against loopback, asking for one page. */
final class OpensslClient {
  static final String REQUEST = "GET / HTTP/1.0\n\n";

  private OpensslClient() {}

  /** Connects to {@code port} and sends {@link #REQUEST}. */
  static Tool.Result get(Site site, int port, String... args) {
    return Tool.run(command(site, port, args), REQUEST);
  }

  static List<String> command(Site site, int port, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                site.file("ca.pem"),
                "-verify_return_error",
                "-ign_eof"));
    command.addAll(List.of(args));
    return command;
  }
}
