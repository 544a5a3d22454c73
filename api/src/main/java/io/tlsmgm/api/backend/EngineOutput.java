package io.tlsmgm.api.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Data to the peer, sent at once; closing it closes the socket. */
final class EngineOutput extends OutputStream {
  private final EngineConnection connection;
  private final EngineSocket socket;

  EngineOutput(EngineConnection connection, EngineSocket socket) {
    this.connection = connection;
    this.socket = socket;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length > 0) {
      connection.write(bytes, offset, length);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
