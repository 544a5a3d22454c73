package io.tlsmgm.api.hello;

import io.tlsmgm.api.AlertDescription;
import java.nio.charset.StandardCharsets;

/**
 * Says what the first bytes of a connection look like when they do not start a handshake: mostly
 * another protocol on the TLS port, which an operator wants named.
 */
final class NotTls {
  private static final int LOOKED_AT = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int APPLICATION_DATA = 23;
  private static final int SSL2_CLIENT_HELLO = 1;

  /** The first five characters of requests, HTTP/2's preface among them. */
  private static final String[] HTTP = {
    "GET ", "HEAD ", "POST ", "PUT ", "DELET", "CONNE", "TRACE", "PATCH", "PRI *"
  };

  private static final String[] SIP = {
    "SIP/2", "REGIS", "INVIT", "ACK ", "BYE ", "CANCE", "SUBSC", "NOTIF", "PUBLI", "MESSA", "INFO ",
    "PRACK", "REFER", "UPDAT"
  };

  /**
   * The exception for a connection that starts with {@code bytes}.
   *
   * @param bytes at least five
   */
  static ClientHelloException explain(byte[] bytes) {
    int type = bytes[0] & 0xff;
    int major = bytes[3];
    if ((type & 0x80) != 0 && bytes[2] == SSL2_CLIENT_HELLO && (major == 3 || major == 0)) {
      return new ClientHelloException(
          AlertDescription.PROTOCOL_VERSION,
          "a CLIENT-HELLO in the format of SSLv2, which RFC 6176 prohibits");
    }
    String what =
        switch (type) {
          case CHANGE_CIPHER_SPEC -> "a ChangeCipherSpec record";
          case APPLICATION_DATA -> "a record of application data";
          default -> describe(bytes);
        };
    return new ClientHelloException(
        AlertDescription.UNEXPECTED_MESSAGE,
        "the connection starts not with a ClientHello but with " + what);
  }

  private static String describe(byte[] bytes) {
    String text = new String(bytes, 0, LOOKED_AT, StandardCharsets.ISO_8859_1);
    String shown = "'" + text.stripTrailing() + "'";
    if (text.equals("OPTIO")) {
      return shown + ": looks like plain HTTP or SIP without TLS";
    }
    if (startsWithAny(text, HTTP)) {
      return shown + ": looks like plain HTTP without TLS";
    }
    if (startsWithAny(text, SIP)) {
      return shown + ": looks like plain SIP without TLS";
    }
    if (text.equals("PROXY")) {
      return shown + ": looks like a header of the PROXY protocol";
    }
    if (text.equals("\r\n\r\n\0")) {
      return "the signature of the PROXY protocol, version 2";
    }
    if (text.startsWith("\r\n")) {
      return "line ends: looks like a plain SIP keep-alive without TLS";
    }
    StringBuilder hex = new StringBuilder("the bytes");
    for (int i = 0; i < LOOKED_AT; i++) {
      hex.append(String.format(" %02x", bytes[i]));
    }
    return hex.append(", which are no TLS record").toString();
  }

  private static boolean startsWithAny(String text, String[] starts) {
    for (String start : starts) {
      if (text.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private NotTls() {}
}
