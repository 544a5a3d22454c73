package io.tlsmgm.benchmarks.servers;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * A handshake, a request and its answer. Then the engine is forgotten and only the socket is left,
 * so that thousands of connections cost the holder next to nothing.
 */
final class OneRequest {
  private static final byte[] REQUEST =
      ("GET " + Terms.path(Terms.SMALL) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final int port;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final ByteBuffer plain;

  OneRequest(SSLContext context, int port) {
    this.port = port;
    engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    engine.setEnabledCipherSuites(new String[] {Terms.SUITE_13});
    int packet = engine.getSession().getPacketBufferSize();
    in = ByteBuffer.allocate(packet).limit(0);
    out = ByteBuffer.allocate(packet);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /**
   * Does it.
   *
   * @return the connection, which is still open
   */
  SocketChannel run() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      // Or the request waits for the delayed acknowledgement of the handshake's last record.
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      handshake(channel);
      wrap(channel, ByteBuffer.wrap(REQUEST));
      awaitBody(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void handshake(SocketChannel channel) throws IOException {
    engine.beginHandshake();
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
      } else if (status == HandshakeStatus.NEED_WRAP) {
        wrap(channel, NOTHING.duplicate());
      } else if (status == HandshakeStatus.NEED_UNWRAP) {
        unwrap(channel);
      } else {
        return;
      }
    }
  }

  private void wrap(SocketChannel channel, ByteBuffer source) throws IOException {
    engine.wrap(source, out.clear());
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private void unwrap(SocketChannel channel) throws IOException {
    while (true) {
      SSLEngineResult result = engine.unwrap(in, plain);
      if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
        return;
      }
      in.compact();
      int read = channel.read(in);
      in.flip();
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
  }

  private void awaitBody(SocketChannel channel) throws IOException {
    while (!bodyIsThere()) {
      if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
        unwrap(channel);
      } else {
        handshake(channel); // a session ticket has come
      }
    }
  }

  private boolean bodyIsThere() throws IOException {
    String text = new String(plain.array(), 0, plain.position(), StandardCharsets.US_ASCII);
    if (!text.isEmpty()
        && !text.startsWith("HTTP/1.1 200".substring(0, Math.min(text.length(), 12)))) {
      throw new IOException("not the expected answer: " + text);
    }
    int head = text.indexOf("\r\n\r\n");
    return head >= 0 && text.length() - head - 4 >= Terms.SMALL;
  }
}
