package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The data of the peer; closing it closes the socket. */
final class EngineInput extends InputStream {
  private final EngineConnection connection;
  private final EngineSocket socket;

  EngineInput(EngineConnection connection, EngineSocket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    return length == 0 ? 0 : connection.read(bytes, offset, length);
  }

  @Override
  public int available() throws IOException {
    connection.checkUsable();
    return connection.available();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
