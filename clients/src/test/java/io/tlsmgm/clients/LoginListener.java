package io.tlsmgm.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that offers TLS and takes a login without it too, as far as the first bytes: it keeps
 * what every connection has sent and hangs up.
 */
final class LoginListener implements AutoCloseable {
  /** How long a client may say nothing more. */
  private static final int SILENCE_MILLIS = 500;

  private final ServerSocket listener;
  private final byte[] greeting;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<IOException> failures = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::listen, "login listener");

  private LoginListener(byte[] greeting) throws IOException {
    this.greeting = greeting;
    this.listener = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    thread.start();
  }

  /** Like MySQL and MariaDB, where the server speaks first. */
  static LoginListener mysql() throws IOException {
    int capabilities = 0x0008_0000 | 0x8000 | 0x0800 | 0x0200 | 0x0008; // 0x0800 is TLS
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(10);
    packet.writeBytes("8.0.36\0".getBytes(ISO_8859_1));
    packet.writeBytes(new byte[] {1, 0, 0, 0});
    packet.writeBytes("abcdefgh\0".getBytes(ISO_8859_1));
    packet.writeBytes(new byte[] {(byte) capabilities, (byte) (capabilities >> 8)});
    packet.writeBytes(new byte[] {45, 2, 0});
    packet.writeBytes(new byte[] {(byte) (capabilities >> 16), (byte) (capabilities >> 24), 21});
    packet.writeBytes(new byte[10]);
    packet.writeBytes("ijklmnopqrst\0mysql_native_password\0".getBytes(ISO_8859_1));
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    framed.writeBytes(new byte[] {(byte) packet.size(), 0, 0, 0});
    framed.writeBytes(packet.toByteArray());
    return new LoginListener(framed.toByteArray());
  }

  /** Like PostgreSQL, where the client does. */
  static LoginListener postgres() throws IOException {
    return new LoginListener(new byte[0]);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        socket.setSoTimeout(SILENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        out.write(greeting);
        heard.add(hear(socket.getInputStream()));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          failures.add(e);
        }
      }
    }
  }

  private static String hear(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        bytes.write(some, 0, n);
      }
    } catch (SocketTimeoutException silent) {
      return bytes.toString(ISO_8859_1);
    }
    return bytes.toString(ISO_8859_1);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** What came, one text of bytes for each connection, when all have ended. */
  List<String> heard() throws IOException {
    close();
    assertThat(failures).isEmpty();
    return heard;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
