package io.tlsmgm.wolfssl;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.hello.ClientHello;
import io.tlsmgm.api.hello.ClientHelloException;
import io.tlsmgm.api.hello.ClientHelloReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Whether a failed ClientHello failed because of its versions. wolfSSL calls that, too, a suite
 * that does not match.
 */
final class HelloVersions {
  private HelloVersions() {}

  /**
   * Whether a hello offers none of these versions.
   *
   * @param record the client's first
   */
  static boolean haveNone(byte[] record, List<ProtocolVersion> ours) {
    try {
      Optional<ClientHello> read = new ClientHelloReader().read(ByteBuffer.wrap(record));
      return read.isPresent() && ours.stream().noneMatch(v -> offers(read.get(), v));
    } catch (ClientHelloException malformed) {
      return false; // wolfSSL has found out as well
    }
  }

  /** RFC 8446 section 4.2.1: a client without the extension takes every version up to its own. */
  private static boolean offers(ClientHello hello, ProtocolVersion version) {
    return hello.supportedVersions().isEmpty()
        ? version.code() <= hello.legacyVersion()
        : hello.supportedVersions().contains(version.code());
  }
}
