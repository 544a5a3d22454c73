package io.tlsmgm.api.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes {@link EngineServerSocket}s. */
final class EngineServerSocketFactory extends SSLServerSocketFactory {
  private static final int DEFAULT_BACKLOG = 0; // the platform's

  private final EngineSource source;

  EngineServerSocketFactory(EngineSource source) {
    this.source = source;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return source.defaultParameters().getCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return source.supportedParameters().getCipherSuites();
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new EngineServerSocket(source);
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, DEFAULT_BACKLOG, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address)
      throws IOException {
    EngineServerSocket socket = new EngineServerSocket(source);
    try {
      socket.bind(new InetSocketAddress(address, port), backlog);
      return socket;
    } catch (IOException | RuntimeException failed) {
      try {
        socket.close();
      } catch (IOException second) {
        failed.addSuppressed(second);
      }
      throw failed;
    }
  }
}
