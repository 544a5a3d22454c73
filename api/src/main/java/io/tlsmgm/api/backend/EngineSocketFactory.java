package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes {@link EngineSocket}s. */
final class EngineSocketFactory extends SSLSocketFactory {
  private final EngineSource source;

  EngineSocketFactory(EngineSource source) {
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
  public Socket createSocket() {
    return EngineSocket.unconnected(source);
  }

  @Override
  public Socket createSocket(Socket under, @Nullable String host, int port, boolean autoClose)
      throws IOException {
    return EngineSocket.over(source, under, host, port, autoClose);
  }

  @Override
  public Socket createSocket(Socket under, @Nullable InputStream consumed, boolean autoClose)
      throws IOException {
    return EngineSocket.accepted(source, under, consumed, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, @Nullable InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local)
      throws IOException {
    if (remote.isUnresolved()) {
      throw new UnknownHostException(remote.getHostString());
    }
    EngineSocket socket = EngineSocket.unconnected(source);
    try {
      if (local != null) {
        socket.bind(local);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException | RuntimeException failed) {
      socket.closeAfter(failed);
      throw failed;
    }
  }
}
