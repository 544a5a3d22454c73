package io.tlsmgm.benchmarks.engines;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * The way of a message from a sender to a receiver. In a fork there is one kind and so one class:
 * the compiler sees through it.
 */
interface RecordPath extends AutoCloseable {
  /** By how many bytes a message of one or two records grows at most. */
  int MOST_GROWTH = 128;

  /** Takes some of {@code plain}, one record at most. */
  void wrap(ByteBuffer plain, ByteBuffer encrypted) throws SSLException;

  /** Takes one record of {@code encrypted}. */
  void unwrap(ByteBuffer encrypted, ByteBuffer plain) throws SSLException;

  /** Room that has to be there and is not used. */
  int slack();

  @Override
  void close() throws SSLException;

  /** Of this kind, connected. */
  static RecordPath open(EngineKind kind, String suite, int size) throws Exception {
    return kind == EngineKind.FLOOR
        ? new Copies(size)
        : new Engines(Connector.open(kind, Terms.ofRecords(suite), false));
  }

  /** A client's engine sends, a server's receives. */
  final class Engines implements RecordPath {
    private final Connector connector;
    private final Connector.Pair pair;
    private final SSLEngine client;
    private final SSLEngine server;

    Engines(Connector connector) throws SSLException {
      this.connector = connector;
      this.pair = connector.pair();
      this.client = pair.client();
      this.server = pair.server();
    }

    @Override
    public void wrap(ByteBuffer plain, ByteBuffer encrypted) throws SSLException {
      check(client.wrap(plain, encrypted));
    }

    @Override
    public void unwrap(ByteBuffer encrypted, ByteBuffer plain) throws SSLException {
      check(server.unwrap(encrypted, plain));
    }

    private static void check(SSLEngineResult result) {
      if (result.getStatus() != Status.OK) {
        throw new IllegalStateException(result.toString());
      }
    }

    @Override
    public int slack() {
      // An engine wants room for the longest record, however short the one it writes is.
      return client.getSession().getPacketBufferSize();
    }

    @Override
    public void close() throws SSLException {
      connector.close(pair);
      connector.close();
    }
  }

  /** Bytes move as they are, a message in one piece. */
  final class Copies implements RecordPath {
    private final int size;

    Copies(int size) {
      this.size = size;
    }

    @Override
    public void wrap(ByteBuffer plain, ByteBuffer encrypted) {
      encrypted.put(plain);
    }

    @Override
    public void unwrap(ByteBuffer encrypted, ByteBuffer plain) {
      int at = encrypted.position();
      plain.put(plain.position(), encrypted, at, size);
      plain.position(plain.position() + size);
      encrypted.position(at + size);
    }

    @Override
    public int slack() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
