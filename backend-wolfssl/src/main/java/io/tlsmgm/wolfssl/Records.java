package io.tlsmgm.wolfssl;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Records between a caller's buffers and the native engine. In a connection that is open, a call
 * with one source and one destination is one native call on the buffers themselves, and allocates
 * its result alone.
 *
 * <p>A buffer is told to the native part as its array, or else as an address; read-only heap
 * buffers have neither and are copied. For whoever holds the engine's {@link Guard}.
 */
final class Records {
  private static final int HEADER = 5;
  private static final int MAX_TEXT = 16_384;

  /** What a record may carry at most, RFC 5246 section 6.2.3. */
  private static final int MAX_FRAGMENT = MAX_TEXT + 2_048;

  /**
   * An alert of TLS 1.3 with its header, content type and tag, and a little more. It is read at
   * once: the end of the connection is right behind it, and a task would learn of both too late to
   * tell one from the other.
   */
  private static final int LARGEST_ALERT = HEADER + 24;

  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int MAJOR_VERSION = 3;
  private static final int SERVER_HELLO = 2;

  private final Connection connection;
  private final DirectAddress wrapSource = new DirectAddress();
  private final DirectAddress wrapDestination = new DirectAddress();
  private final DirectAddress unwrapSource = new DirectAddress();
  private final DirectAddress unwrapDestination = new DirectAddress();

  Records(Connection connection) {
    this.connection = connection;
  }

  static void checkSource(@Nullable ByteBuffer source) {
    if (source == null) {
      throw new IllegalArgumentException("a buffer must not be null");
    }
  }

  static void checkDestination(@Nullable ByteBuffer destination) {
    if (destination == null) {
      throw new IllegalArgumentException("a buffer must not be null");
    }
    if (destination.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
  }

  static void checkSources(ByteBuffer @Nullable [] buffers, int offset, int length) {
    if (buffers == null) {
      throw new IllegalArgumentException("the buffers must not be null");
    }
    if (offset < 0 || length < 0 || offset > buffers.length - length) {
      throw new IndexOutOfBoundsException(
          "offset " + offset + ", length " + length + " of " + buffers.length + " buffers");
    }
    for (int i = offset; i < offset + length; i++) {
      checkSource(buffers[i]);
    }
  }

  private SSLEngineResult result(Status status, int consumed, int produced) {
    HandshakeStatus handshake =
        connection.takeFinished() ? HandshakeStatus.FINISHED : connection.status();
    return new SSLEngineResult(status, handshake, consumed, produced);
  }

  /** From {@code single}, or else from the given part of {@code sources}. */
  SSLEngineResult wrap(
      @Nullable ByteBuffer single,
      ByteBuffer @Nullable [] sources,
      int offset,
      int length,
      ByteBuffer destination)
      throws SSLException {
    if (connection.phase() == Connection.Phase.OPEN
        && connection.pending() == 0
        && !connection.closing()
        && !connection.outboundDone()) {
      return seal(single, sources, offset, length, destination);
    }
    connection.throwFailure();
    if (connection.outboundDone()) {
      return result(Status.CLOSED, 0, 0);
    }
    if (connection.task() != Connection.Task.NONE) {
      return result(Status.OK, 0, 0);
    }
    connection.begin();
    if (connection.phase() == Connection.Phase.HANDSHAKE && !connection.closing()) {
      connection.startClient();
      connection.throwFailure();
    }
    if (connection.closing()) {
      connection.queueClose();
    }
    int produced = 0;
    if (connection.pending() > 0) {
      produced = drain(destination);
      if (produced < 0) {
        return result(Status.BUFFER_OVERFLOW, 0, 0);
      }
    }
    if (connection.closing() && connection.pending() == 0) {
      connection.outboundWritten();
      return result(Status.CLOSED, 0, produced);
    }
    return result(Status.OK, 0, produced);
  }

  private int drain(ByteBuffer to) {
    int position = to.position();
    long packed =
        to.hasArray()
            ? Native.drain(
                connection.handle(), to.array(), 0, to.arrayOffset() + position, to.remaining())
            : Native.drain(
                connection.handle(), null, wrapDestination.of(to), position, to.remaining());
    int drained = connection.settle(packed);
    if (drained > 0) {
      to.position(position + drained);
    }
    return drained;
  }

  private SSLEngineResult seal(
      @Nullable ByteBuffer single,
      ByteBuffer @Nullable [] sources,
      int offset,
      int length,
      ByteBuffer to)
      throws SSLException {
    ByteBuffer from = single;
    int size;
    if (from != null) {
      size = Math.min(from.remaining(), MAX_TEXT);
    } else {
      from = Gather.only(sources, offset, length);
      size = (int) Math.min(Gather.remaining(sources, offset, length), MAX_TEXT);
    }
    if (size == 0) {
      return result(Status.OK, 0, 0);
    }
    if (to.remaining() < size + connection.most()) {
      return result(Status.BUFFER_OVERFLOW, 0, 0);
    }
    byte[] array = null;
    long address = 0;
    int at = 0;
    if (from == null) {
      array = Gather.copy(sources, offset, length, size);
    } else if (from.hasArray()) {
      array = from.array();
      at = from.arrayOffset() + from.position();
    } else if (from.isDirect()) {
      address = wrapSource.of(from);
      at = from.position();
    } else {
      array = Gather.copy(from, size);
    }
    int position = to.position();
    byte[] toArray = to.hasArray() ? to.array() : null;
    long toAddress = toArray == null ? wrapDestination.of(to) : 0;
    int toAt = toArray == null ? position : position + to.arrayOffset();
    int produced =
        connection.settle(
            Native.wrap(
                connection.handle(),
                array,
                address,
                at,
                size,
                toArray,
                toAddress,
                toAt,
                to.remaining()));
    if (produced < 0) {
      throw connection.fail(produced);
    }
    if (from != null) {
      from.position(from.position() + size);
    } else {
      Gather.advance(sources, offset, length, size);
    }
    to.position(position + produced);
    return result(Status.OK, size, produced);
  }

  /** Into {@code single}, or else into the given part of {@code destinations}. */
  SSLEngineResult unwrap(
      ByteBuffer source,
      @Nullable ByteBuffer single,
      ByteBuffer @Nullable [] destinations,
      int offset,
      int length)
      throws SSLException {
    connection.throwFailure();
    if (connection.inboundDone()) {
      return result(Status.CLOSED, 0, 0);
    }
    if (connection.task() != Connection.Task.NONE) {
      return result(Status.OK, 0, 0);
    }
    connection.begin();
    boolean handshake = connection.phase() == Connection.Phase.HANDSHAKE;
    if (handshake || connection.pending() > 0) {
      // What an engine has to say comes first: the answers to what it reads would pile up.
      if (connection.status() == HandshakeStatus.NEED_WRAP) {
        return result(Status.OK, 0, 0);
      }
    }
    int available = source.remaining();
    if (available < HEADER) {
      return result(Status.BUFFER_UNDERFLOW, 0, 0);
    }
    int start = source.position();
    int type = source.get(start) & 0xff;
    int fragment = ((source.get(start + 3) & 0xff) << 8) | (source.get(start + 4) & 0xff);
    int record = HEADER + fragment;
    boolean senseless =
        type < CHANGE_CIPHER_SPEC
            || type > APPLICATION_DATA
            || source.get(start + 1) != MAJOR_VERSION
            || fragment > MAX_FRAGMENT;
    if (senseless) {
      record = Math.min(available, record); // to be refused without waiting for the rest
    } else if (available < record) {
      return result(Status.BUFFER_UNDERFLOW, 0, 0);
    }
    return handshake
        ? feed(source, record, type, senseless)
        : open(source, record, type, single, destinations, offset, length);
  }

  private SSLEngineResult feed(ByteBuffer from, int record, int type, boolean senseless)
      throws SSLException {
    int position = from.position();
    if (connection.awaitsHello()) {
      byte[] hello = Gather.copy(from, record);
      from.position(position + record);
      connection.receiveHello(hello);
      if (connection.awaitsHello()) {
        return result(Status.OK, record, 0);
      }
    } else {
      copy(from, record);
      from.position(position + record);
    }
    if (type == CHANGE_CIPHER_SPEC) {
      connection.noteChangeCipherSpec();
    }
    boolean expensive =
        type == HANDSHAKE
            ? !connection.changedCipherSpec()
                || connection.answersTls13()
                || isServerHello(from, position, record)
            : type == APPLICATION_DATA
                && record > LARGEST_ALERT
                && !connection.awaitsFinishedAlone();
    if (expensive && !senseless) {
      connection.offerTask();
      return result(Status.OK, record, 0);
    }
    connection.step();
    connection.throwFailure();
    return result(connection.inboundDone() ? Status.CLOSED : Status.OK, record, 0);
  }

  /**
   * What a client reads behind ChangeCipherSpec is the Finished of TLS 1.2, and no work; or the
   * answer to its second hello of TLS 1.3. A Finished that begins like one costs a task.
   */
  private static boolean isServerHello(ByteBuffer from, int position, int record) {
    return record > HEADER && from.get(position + HEADER) == SERVER_HELLO;
  }

  private void copy(ByteBuffer from, int record) throws SSLException {
    int position = from.position();
    int error;
    if (from.hasArray()) {
      error =
          Native.feed(connection.handle(), from.array(), 0, from.arrayOffset() + position, record);
    } else if (from.isDirect()) {
      error = Native.feed(connection.handle(), null, unwrapSource.of(from), position, record);
    } else {
      error = Native.feed(connection.handle(), Gather.copy(from, record), 0, 0, record);
    }
    if (error != 0) {
      throw connection.fail(error);
    }
  }

  private SSLEngineResult open(
      ByteBuffer from,
      int record,
      int type,
      @Nullable ByteBuffer single,
      ByteBuffer @Nullable [] destinations,
      int offset,
      int length)
      throws SSLException {
    int most = Math.max(0, Math.min(MAX_TEXT, record - connection.least()));
    ByteBuffer to = single;
    if (to == null) {
      if (type == APPLICATION_DATA && Gather.remaining(destinations, offset, length) < most) {
        return result(Status.BUFFER_OVERFLOW, 0, 0);
      }
      to = Gather.first(destinations, offset, length, most);
    } else if (type == APPLICATION_DATA && to.remaining() < most) {
      return result(Status.BUFFER_OVERFLOW, 0, 0);
    }
    byte[] array = null;
    long address = 0;
    int at = from.position();
    if (from.hasArray()) {
      array = from.array();
      at += from.arrayOffset();
    } else if (from.isDirect()) {
      address = unwrapSource.of(from);
    } else {
      array = Gather.copy(from, record);
      at = 0;
    }
    byte[] toArray = null;
    long toAddress = 0;
    int toAt = 0;
    int room;
    if (to == null) {
      toArray = new byte[Math.max(most, 1)];
      room = toArray.length;
    } else {
      toAt = to.position();
      room = to.remaining();
      if (to.hasArray()) {
        toArray = to.array();
        toAt += to.arrayOffset();
      } else {
        toAddress = unwrapDestination.of(to);
      }
    }
    int produced =
        connection.settle(
            Native.unwrap(
                connection.handle(), array, address, at, record, toArray, toAddress, toAt, room));
    from.position(from.position() + record);
    if (produced > 0) {
      if (to != null) {
        to.position(to.position() + produced);
      } else if (toArray != null) {
        Gather.scatter(toArray, produced, destinations, offset, length);
      }
      return result(Status.OK, record, produced);
    }
    return withoutData(produced, record);
  }

  private SSLEngineResult withoutData(int outcome, int record) throws SSLException {
    if (outcome == 0) {
      if (connection.mayGetTickets()) {
        connection.keepSession();
      }
      return result(Status.OK, record, 0);
    }
    if (outcome == Native.CLOSED_BY_PEER) {
      connection.closedByPeer();
      return result(Status.CLOSED, record, 0);
    }
    throw connection.fail(outcome);
  }
}
