package io.tlsmgm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A plain TCP server that sends back what it gets, until the end of its input. */
final class EchoServer implements AutoCloseable {
  final AtomicLong received = new AtomicLong();
  private final ServerSocket listener;

  EchoServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Tool.daemon(this::accept).start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Tool.daemon(() -> echo(socket)).start();
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received.addAndGet(n);
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      received.set(-1); // no test breaks a connection on purpose
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
