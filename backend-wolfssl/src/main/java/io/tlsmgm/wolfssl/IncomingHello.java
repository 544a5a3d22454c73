package io.tlsmgm.wolfssl;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a client comes with, before a server has a native engine: that one is made for it. Collects
 * the records until the hello is there, or is no hello; wolfSSL finds fault with what is none.
 */
final class IncomingHello {
  private static final int RECORD_HEADER = 5;

  private final ClientHelloReader reader = new ClientHelloReader();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private Optional<ClientHello> hello = Optional.empty();

  /**
   * Takes a record.
   *
   * @return whether nothing more is to be waited for
   */
  boolean add(byte[] record) {
    records.writeBytes(record);
    message.write(record, RECORD_HEADER, Math.max(0, record.length - RECORD_HEADER));
    try {
      hello = reader.read(ByteBuffer.wrap(record));
      return hello.isPresent();
    } catch (ClientHelloException e) {
      return true;
    }
  }

  /** All records so far. */
  byte[] records() {
    return records.toByteArray();
  }

  /** The records without their headers. */
  byte[] message() {
    return message.toByteArray();
  }

  /** Empty for what is no hello. */
  Optional<ClientHello> hello() {
    return hello;
  }

  /** Whether the hello offers none of these versions. wolfSSL calls that a suite of no match. */
  boolean hasNone(List<ProtocolVersion> ours) {
    return hello.isPresent() && ours.stream().noneMatch(v -> offers(hello.get(), v));
  }

  /** RFC 8446 section 4.2.1: a client without the extension takes every version up to its own. */
  static boolean offers(ClientHello hello, ProtocolVersion version) {
    return hello.supportedVersions().isEmpty()
        ? version.code() <= hello.legacyVersion()
        : hello.supportedVersions().contains(version.code());
  }
}
