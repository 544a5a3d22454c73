package io.tlsmgm.testkit.pump;

import static io.tlsmgm.testkit.pump.TlsRecord.unsigned16;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ClientHello or a ServerHello as it is on the wire (RFC 8446 section 4.1), taken apart by hand
 * so that tests do not depend on the code they test.
 */
public final class HelloMessage {
  private static final int SERVER_NAME = 0;
  private static final int SESSION_TICKET = 35;
  private static final int PRE_SHARED_KEY = 41;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int KEY_SHARE = 51;
  private static final int RANDOM = 32;

  /** The random of a HelloRetryRequest, RFC 8446 section 4.1.3: SHA-256 of that name. */
  private static final byte[] RETRY = {
    (byte) 0xCF,
    0x21,
    (byte) 0xAD,
    0x74,
    (byte) 0xE5,
    (byte) 0x9A,
    0x61,
    0x11,
    (byte) 0xBE,
    0x1D,
    (byte) 0x8C,
    0x02,
    0x1E,
    0x65,
    (byte) 0xB8,
    (byte) 0x91,
    (byte) 0xC2,
    (byte) 0xA2,
    0x11,
    0x16,
    0x7A,
    (byte) 0xBB,
    (byte) 0x8C,
    0x5E,
    0x07,
    (byte) 0x9E,
    0x09,
    (byte) 0xE2,
    (byte) 0xC8,
    (byte) 0xA8,
    0x33,
    (byte) 0x9C
  };

  private final int legacyVersion;
  private final byte[] random;
  private final byte[] sessionId;
  private final List<Integer> cipherSuites;
  private final Map<Integer, byte[]> extensions;

  private HelloMessage(
      int legacyVersion,
      byte[] random,
      byte[] sessionId,
      List<Integer> cipherSuites,
      Map<Integer, byte[]> extensions) {
    this.legacyVersion = legacyVersion;
    this.random = random;
    this.sessionId = sessionId;
    this.cipherSuites = cipherSuites;
    this.extensions = extensions;
  }

  static HelloMessage parse(byte[] body, boolean client) {
    byte[] random = Arrays.copyOfRange(body, 2, 2 + RANDOM);
    int at = 2 + RANDOM;
    byte[] sessionId = Arrays.copyOfRange(body, at + 1, at + 1 + (body[at] & 0xff));
    at += 1 + sessionId.length;
    List<Integer> suites = new ArrayList<>();
    if (client) {
      int end = at + 2 + unsigned16(body, at);
      for (at += 2; at < end; at += 2) {
        suites.add(unsigned16(body, at));
      }
      at += 1 + (body[at] & 0xff);
    } else {
      suites.add(unsigned16(body, at));
      at += 3;
    }
    Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    for (at += 2; at < body.length; ) {
      int end = at + 4 + unsigned16(body, at + 2);
      extensions.put(unsigned16(body, at), Arrays.copyOfRange(body, at + 4, end));
      at = end;
    }
    return new HelloMessage(unsigned16(body, 0), random, sessionId, suites, extensions);
  }

  /** A server's choice of version; a client's newest one when it sends no supported_versions. */
  public int version() {
    byte[] chosen = extensions.get(SUPPORTED_VERSIONS);
    return chosen != null && chosen.length == 2 ? unsigned16(chosen, 0) : legacyVersion;
  }

  /** The {@code legacy_session_id}. */
  public byte[] sessionId() {
    return sessionId.clone();
  }

  /** The codes of the suites offered, or of the one chosen. */
  public List<Integer> cipherSuites() {
    return List.copyOf(cipherSuites);
  }

  /** Whether this is a HelloRetryRequest. */
  public boolean isRetry() {
    return Arrays.equals(random, RETRY);
  }

  /** Whether an extension of this type is there. */
  public boolean has(int extensionType) {
    return extensions.containsKey(extensionType);
  }

  /** Whether it has a pre_shared_key: an offer or an acceptance of resumption in TLS 1.3. */
  public boolean hasPreSharedKey() {
    return has(PRE_SHARED_KEY);
  }

  /** Whether a client offers a ticket of TLS 1.2 (RFC 5077). */
  public boolean hasTicket() {
    byte[] ticket = extensions.get(SESSION_TICKET);
    return ticket != null && ticket.length > 0;
  }

  /** The host name of server_name. */
  public Optional<String> serverName() {
    byte[] list = extensions.get(SERVER_NAME);
    return list == null || list.length < 5
        ? Optional.empty()
        : Optional.of(new String(list, 5, unsigned16(list, 3), StandardCharsets.US_ASCII));
  }

  /** The code of the group in a server's key_share. */
  public Optional<Integer> keyShareGroup() {
    byte[] share = extensions.get(KEY_SHARE);
    return share == null ? Optional.empty() : Optional.of(unsigned16(share, 0));
  }
}
