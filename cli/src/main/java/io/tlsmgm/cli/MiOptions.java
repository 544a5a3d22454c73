package io.tlsmgm.cli;

import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.mi.MiServer;
import io.tlsmgm.mi.MiToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a command that offers the management interface. */
final class MiOptions {
  /** Where the token is when no file is named; a command line can be read by everyone. */
  static final String TOKEN_VARIABLE = "TLSMGM_MI_TOKEN";

  @Option(
      names = "--mi",
      paramLabel = "HOST:PORT",
      converter = PeerAddress.Converter.class,
      description =
          "Offer the management interface, JSON-RPC at http://HOST:PORT/mi. An address that is not"
              + " loopback needs a token.")
  private Optional<PeerAddress> address = Optional.empty();

  @Option(
      names = "--mi-token-file",
      paramLabel = "FILE",
      description =
          "The first line of the file is the token that callers have to present, instead of the"
              + " environment variable "
              + TOKEN_VARIABLE
              + ".")
  private Optional<Path> tokenFile = Optional.empty();

  /**
   * Opens the interface when it was asked for.
   *
   * @throws CommandFailedException when it cannot be opened, or lacks its token
   */
  Optional<MiServer> open(TlsManager manager) throws CommandFailedException {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    InetSocketAddress socket = address.get().resolve().get(0);
    Optional<MiToken> token = token();
    if (token.isEmpty() && !socket.getAddress().isLoopbackAddress()) {
      throw new CommandFailedException(
          "--mi "
              + address.get()
              + " is not a loopback address and needs a token; name its file with --mi-token-file,"
              + " or set "
              + TOKEN_VARIABLE);
    }
    try {
      return Optional.of(
          token.isPresent()
              ? MiServer.start(manager, socket, token.get())
              : MiServer.start(manager, socket));
    } catch (IOException e) {
      throw new CommandFailedException("--mi: " + e.getMessage());
    }
  }

  private Optional<MiToken> token() throws CommandFailedException {
    if (tokenFile.isPresent()) {
      try {
        return Optional.of(MiToken.read(tokenFile.get()));
      } catch (IOException e) {
        throw new CommandFailedException("--mi-token-file: " + Reasons.of(e));
      }
    }
    String variable = System.getenv(TOKEN_VARIABLE);
    try {
      return Optional.ofNullable(variable).map(MiToken::of);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(TOKEN_VARIABLE + ": " + e.getMessage());
    }
  }
}
