package io.tlsmgm.benchmarks.servers;

import io.tlsmgm.benchmarks.servers.Usage.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;

/** What a server keeps for each connection that had one answer and waits for its next request. */
final class IdleHold {
  /** So that code is loaded and pools are there before memory is looked at. */
  private static final int WARM_UP = 200;

  private static final long SETTLE_MILLIS = 2000;

  private IdleHold() {}

  /**
   * Memory of a server without and with connections.
   *
   * @param connections how many there were
   * @param liveHeapPerConnection what a collection leaves of them on a JVM's heap
   */
  record Held(int connections, Memory before, Memory after, OptionalDouble liveHeapPerConnection) {
    double rssPerConnection() {
      return (double) (after.rssBytes() - before.rssBytes()) / connections;
    }

    double pssPerConnection() {
      return (double) (after.pssBytes() - before.pssBytes()) / connections;
    }
  }

  /**
   * Opens connections, holds them and closes them.
   *
   * @param server a fresh one, or what it has kept from before is taken for free
   * @throws ComparisonException when the server closes one meanwhile
   */
  static Held measure(TestedServer server, int connections) {
    SSLContext context = context();
    hold(server, Math.min(WARM_UP, connections), context).forEach(IdleHold::close);
    Pause.millis(SETTLE_MILLIS);
    Memory before = Usage.memory(server.processes());
    List<SocketChannel> held = hold(server, connections, context);
    try {
      Pause.millis(SETTLE_MILLIS);
      Memory after = Usage.memory(server.processes());
      requireOpen(held);
      OptionalLong with = server.liveHeapBytes();
      held.forEach(IdleHold::close);
      Pause.millis(SETTLE_MILLIS);
      OptionalLong without = server.liveHeapBytes();
      OptionalDouble live =
          with.isPresent() && without.isPresent()
              ? OptionalDouble.of((double) (with.getAsLong() - without.getAsLong()) / connections)
              : OptionalDouble.empty();
      return new Held(connections, before, after, live);
    } finally {
      held.forEach(IdleHold::close);
    }
  }

  private static SSLContext context() {
    try {
      // Not the JDK's own: its handshakes take milliseconds until their code is warm.
      SSLContext context = SSLContext.getInstance("TLS", Conscrypt.newProvider());
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      // Full handshakes all of them: a ticket would spare the server nothing that stays.
      context.getClientSessionContext().setSessionCacheSize(1);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ComparisonException("this JDK has no TLS", e);
    }
  }

  private static List<SocketChannel> hold(
      TestedServer server, int connections, SSLContext context) {
    List<SocketChannel> held = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        held.add(new OneRequest(context, server.port()).run());
      }
      return held;
    } catch (IOException e) {
      held.forEach(IdleHold::close);
      throw new ComparisonException(
          "connection "
              + (held.size() + 1)
              + " of "
              + connections
              + " failed: "
              + e.getMessage()
              + "\n"
              + server.lastOutput(),
          e);
    }
  }

  private static void requireOpen(List<SocketChannel> held) {
    ByteBuffer sink = ByteBuffer.allocate(1024);
    for (SocketChannel channel : held) {
      try {
        channel.configureBlocking(false);
        // A ticket may still come; an end must not.
        if (channel.read(sink.clear()) < 0) {
          throw new ComparisonException("the server closed an idle connection");
        }
      } catch (IOException e) {
        throw new ComparisonException("the server cut an idle connection off", e);
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new ComparisonException("cannot close a connection", e);
    }
  }
}
