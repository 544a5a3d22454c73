package io.tlsmgm.api.hello;

import io.tlsmgm.api.AlertDescription;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the body of a ClientHello message apart (RFC 8446 section 4.1.2, RFC 5246 7.4.1.2). */
final class ClientHelloParser {
  private static final int SERVER_NAME = 0;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int SIGNATURE_ALGORITHMS = 13;
  private static final int APPLICATION_LAYER_PROTOCOL_NEGOTIATION = 16;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;

  private static final int SSL_3_0 = 0x0300;
  private static final int RANDOM_LENGTH = 32;
  private static final int MAX_SESSION_ID = 32;
  private static final int NULL_COMPRESSION = 0;
  private static final int HOST_NAME = 0;
  private static final int MAX_HOST_NAME = 255;

  private List<Integer> supportedVersions = List.of();
  private Optional<String> serverName = Optional.empty();
  private List<Integer> groups = List.of();
  private List<Integer> signatureSchemes = List.of();
  private List<String> applicationProtocols = List.of();

  private ClientHelloParser() {}

  /** Reads {@code body}, which is the message without its header and nothing else. */
  static ClientHello parse(ByteBuffer body) throws ClientHelloException {
    return new ClientHelloParser().readHello(body);
  }

  private ClientHello readHello(ByteBuffer body) throws ClientHelloException {
    int legacyVersion = uint16(body, "legacy_version");
    if (legacyVersion < SSL_3_0) {
      throw new ClientHelloException(
          AlertDescription.PROTOCOL_VERSION,
          String.format("ClientHello of version 0x%04x, older than SSL 3.0", legacyVersion));
    }
    slice(body, RANDOM_LENGTH, "random");
    ByteBuffer sessionId = vector8(body, "legacy_session_id");
    if (sessionId.remaining() > MAX_SESSION_ID) {
      throw decodeError("legacy_session_id of " + sessionId.remaining() + " bytes, more than 32");
    }
    List<Integer> cipherSuites = uint16s(vector16(body, "cipher_suites"), "cipher_suites");
    checkCompression(vector8(body, "legacy_compression_methods"));
    if (body.hasRemaining()) {
      ByteBuffer extensions = vector16(body, "extensions");
      if (body.hasRemaining()) {
        throw decodeError(body.remaining() + " bytes after the extensions of the ClientHello");
      }
      readExtensions(extensions);
    }
    return new ClientHello(
        legacyVersion,
        supportedVersions,
        cipherSuites,
        serverName,
        groups,
        signatureSchemes,
        applicationProtocols);
  }

  private static void checkCompression(ByteBuffer methods) throws ClientHelloException {
    if (!methods.hasRemaining()) {
      throw decodeError("legacy_compression_methods is empty");
    }
    while (methods.hasRemaining()) {
      if (methods.get() == NULL_COMPRESSION) {
        return;
      }
    }
    throw illegalParameter("legacy_compression_methods does not offer the null method");
  }

  private void readExtensions(ByteBuffer extensions) throws ClientHelloException {
    Set<Integer> seen = new HashSet<>();
    while (extensions.hasRemaining()) {
      int type = uint16(extensions, "extension_type");
      ByteBuffer data = vector16(extensions, "extension " + type);
      if (!seen.add(type)) {
        throw illegalParameter("extension " + type + " is sent twice");
      }
      // RFC 8446 section 4.2.11: its binders cover all that comes before it.
      if (type == PRE_SHARED_KEY && extensions.hasRemaining()) {
        throw illegalParameter("pre_shared_key is not the last extension");
      }
      readExtension(type, data);
    }
  }

  private void readExtension(int type, ByteBuffer data) throws ClientHelloException {
    switch (type) {
      case SERVER_NAME -> serverName = serverName(whole16(data, "server_name"));
      case SUPPORTED_VERSIONS -> {
        String name = "supported_versions";
        supportedVersions = uint16s(whole(vector8(data, name), data, name), name);
      }
      case SUPPORTED_GROUPS -> {
        String name = "supported_groups";
        groups = uint16s(whole16(data, name), name);
      }
      case SIGNATURE_ALGORITHMS -> {
        String name = "signature_algorithms";
        signatureSchemes = uint16s(whole16(data, name), name);
      }
      case APPLICATION_LAYER_PROTOCOL_NEGOTIATION -> {
        String name = "application_layer_protocol_negotiation";
        applicationProtocols = protocolNames(whole16(data, name), name);
      }
      default -> {
        // Kept out of the record: nothing that chooses a domain depends on it.
      }
    }
  }

  /** RFC 6066 section 3. */
  private static Optional<String> serverName(ByteBuffer list) throws ClientHelloException {
    if (!list.hasRemaining()) {
      throw decodeError("server_name holds an empty list");
    }
    Optional<String> found = Optional.empty();
    while (list.hasRemaining()) {
      int type = uint8(list, "NameType");
      ByteBuffer name = vector16(list, "server_name");
      if (!name.hasRemaining()) {
        throw decodeError("server_name holds an empty name");
      }
      if (type != HOST_NAME) {
        continue; // every type to come starts with such a length, so it can be skipped
      }
      if (found.isPresent()) {
        throw illegalParameter("server_name holds more than one host_name");
      }
      found = Optional.of(hostName(name));
    }
    return found;
  }

  private static String hostName(ByteBuffer name) throws ClientHelloException {
    int length = name.remaining();
    if (length > MAX_HOST_NAME) {
      throw illegalParameter("host_name of " + length + " bytes, more than " + MAX_HOST_NAME);
    }
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int c = name.get() & 0xff;
      if (c <= ' ' || c >= 0x7f) {
        throw illegalParameter(
            String.format("host_name has the byte 0x%02x at %d, not printable ASCII", c, i));
      }
      text.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
    }
    if (text.charAt(length - 1) == '.') {
      text.setLength(length - 1);
    }
    if (text.isEmpty()) {
      throw illegalParameter("host_name is a single dot");
    }
    return text.toString();
  }

  /** RFC 7301 section 3.1. Names are bytes; each byte becomes the character of the same number. */
  private static List<String> protocolNames(ByteBuffer list, String what)
      throws ClientHelloException {
    if (!list.hasRemaining()) {
      throw decodeError(what + " is empty");
    }
    List<String> names = new ArrayList<>();
    while (list.hasRemaining()) {
      ByteBuffer name = vector8(list, what);
      if (!name.hasRemaining()) {
        throw decodeError(what + " holds an empty name");
      }
      names.add(StandardCharsets.ISO_8859_1.decode(name).toString());
    }
    return names;
  }

  private static int uint8(ByteBuffer in, String what) throws ClientHelloException {
    if (!in.hasRemaining()) {
      throw cutOff(what);
    }
    return in.get() & 0xff;
  }

  private static int uint16(ByteBuffer in, String what) throws ClientHelloException {
    if (in.remaining() < 2) {
      throw cutOff(what);
    }
    return in.getShort() & 0xffff;
  }

  private static ByteBuffer vector8(ByteBuffer in, String what) throws ClientHelloException {
    return slice(in, uint8(in, what), what);
  }

  private static ByteBuffer vector16(ByteBuffer in, String what) throws ClientHelloException {
    return slice(in, uint16(in, what), what);
  }

  private static ByteBuffer slice(ByteBuffer in, int length, String what)
      throws ClientHelloException {
    if (in.remaining() < length) {
      throw cutOff(what);
    }
    ByteBuffer slice = in.slice(in.position(), length);
    in.position(in.position() + length);
    return slice;
  }

  /** A vector that is all there is in {@code data}. */
  private static ByteBuffer whole16(ByteBuffer data, String what) throws ClientHelloException {
    return whole(vector16(data, what), data, what);
  }

  private static ByteBuffer whole(ByteBuffer vector, ByteBuffer data, String what)
      throws ClientHelloException {
    if (data.hasRemaining()) {
      throw decodeError(data.remaining() + " bytes after the list in " + what);
    }
    return vector;
  }

  private static List<Integer> uint16s(ByteBuffer vector, String what) throws ClientHelloException {
    int length = vector.remaining();
    if (length == 0 || length % 2 != 0) {
      throw decodeError(what + " has a length of " + length + ", not even and above zero");
    }
    List<Integer> values = new ArrayList<>(length / 2);
    while (vector.hasRemaining()) {
      values.add(vector.getShort() & 0xffff);
    }
    return values;
  }

  private static ClientHelloException cutOff(String what) {
    return decodeError(what + " is cut off");
  }

  private static ClientHelloException decodeError(String message) {
    return new ClientHelloException(AlertDescription.DECODE_ERROR, message);
  }

  private static ClientHelloException illegalParameter(String message) {
    return new ClientHelloException(AlertDescription.ILLEGAL_PARAMETER, message);
  }
}
