package io.tlsmgm.netty;

import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.netty.HandshakeFailures.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the messages of JSSE's and BoringSSL's exceptions, which is the only place they tell. */
final class FailureTexts {
  private static final int MAX_LINE = 300;
  private static final int SHOWN_BYTES = 24;

  /** JSSE. */
  private static final Pattern RECEIVED_ALERT =
      Pattern.compile("received fatal alert: (unknown alert \\()?(\\w+)", Pattern.CASE_INSENSITIVE);

  /**
   * BoringSSL: library 16 (SSL) and a reason, which is 1000 and the code when an alert was
   * received.
   */
  private static final Pattern BORINGSSL_ERROR =
      Pattern.compile("error:10000([0-9a-fA-F]{3}):(.*)");

  private static final int BORINGSSL_ALERTS = 1000;

  /** Alert codes are one byte. */
  private static final int BORINGSSL_ALERTS_END = BORINGSSL_ALERTS + 256;

  private static final Pattern HEX = Pattern.compile("not an SSL/TLS record: ([0-9a-f]+)");

  /** What the libraries say, in lower case, when one of the two sides cannot go along. */
  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase(
              "empty client certificate chain",
              FailureReason.CERTIFICATE,
              "the peer sent no certificate, and one is required"),
          new Phrase(
              "peer_did_not_return_a_certificate",
              FailureReason.CERTIFICATE,
              "the peer sent no certificate, and one is required"),
          new Phrase(
              "peer did not return a certificate",
              FailureReason.CERTIFICATE,
              "the peer sent no certificate, and one is required"),
          new Phrase(
              "illegal server name, type=host_name",
              FailureReason.BAD_HELLO,
              "the server name that the peer sent is no host name, and the JDK's TLS (tls_library"
                  + " jsse) takes no other"),
          new Phrase(
              "can't match cipher suite",
              FailureReason.NEGOTIATION,
              "no cipher suite in common with the peer"),
          new Phrase(
              "unrecognized protocol name",
              FailureReason.NEGOTIATION,
              "no application protocol in common with the peer"),
          new Phrase(
              "no protocol version in common",
              FailureReason.NEGOTIATION,
              "no protocol version in common with the peer"),
          new Phrase(
              "unknown type in record hdr",
              FailureReason.NOT_TLS,
              FailureReason.NOT_TLS.description()),
          new Phrase(
              "no cipher suites in common",
              FailureReason.NEGOTIATION,
              "no cipher suite in common with the peer"),
          new Phrase(
              "no_shared_cipher",
              FailureReason.NEGOTIATION,
              "no cipher suite in common with the peer"),
          new Phrase(
              "no_shared_group", FailureReason.NEGOTIATION, "no group in common with the peer"),
          new Phrase(
              "no_common_signature_algorithms",
              FailureReason.NEGOTIATION,
              "no signature algorithm in common with the peer"),
          new Phrase(
              "no available authentication scheme",
              FailureReason.NEGOTIATION,
              "the peer takes no signature that the domain's key can make"),
          new Phrase(
              "unsupported_protocol",
              FailureReason.NEGOTIATION,
              "no protocol version in common with the peer"),
          new Phrase(
              "is not enabled or supported in server context",
              FailureReason.NEGOTIATION,
              "no protocol version in common with the peer"),
          new Phrase(
              "are not accepted by server preferences",
              FailureReason.NEGOTIATION,
              "no protocol version in common with the peer"),
          new Phrase(
              "is not accepted by client preferences",
              FailureReason.NEGOTIATION,
              "no protocol version in common with the peer"),
          new Phrase(
              "wrong_version_number", FailureReason.NOT_TLS, FailureReason.NOT_TLS.description()),
          new Phrase("http_request", FailureReason.NOT_TLS, "the peer speaks plain HTTP, not TLS"),
          new Phrase(
              "unsupported or unrecognized ssl message",
              FailureReason.NOT_TLS,
              FailureReason.NOT_TLS.description()),
          new Phrase("connection reset", FailureReason.CLOSED, "the peer reset the connection"),
          new Phrase("broken pipe", FailureReason.CLOSED, "the peer closed the connection"),
          new Phrase(
              "received close_notify during handshake",
              FailureReason.CLOSED,
              "the peer ended the handshake with close_notify"),
          new Phrase(
              "closing inbound before receiving peer's close_notify",
              FailureReason.CLOSED,
              "the peer closed the connection without close_notify"));

  private FailureTexts() {}

  private record Phrase(String text, FailureReason reason, String words) {}

  /** What the text tells, when it is known. */
  static Optional<Failure> parse(@Nullable String message) {
    if (message == null) {
      return Optional.empty();
    }
    return receivedAlert(message).or(() -> phrase(message)).or(() -> boringSslReason(message));
  }

  private static Optional<Failure> receivedAlert(String message) {
    Matcher jsse = RECEIVED_ALERT.matcher(message);
    if (jsse.find()) {
      return Optional.of(alert(jsse.group(2)));
    }
    Matcher boringSsl = BORINGSSL_ERROR.matcher(message);
    if (boringSsl.find()) {
      int reason = Integer.parseInt(boringSsl.group(1), 16);
      if (reason >= BORINGSSL_ALERTS && reason < BORINGSSL_ALERTS_END) {
        return Optional.of(alert(Integer.toString(reason - BORINGSSL_ALERTS)));
      }
    }
    return Optional.empty();
  }

  /**
   * @param name its name in the RFC, or its code in decimal
   */
  private static Failure alert(String name) {
    for (AlertDescription alert : AlertDescription.values()) {
      if (alert.toString().equalsIgnoreCase(name) || Integer.toString(alert.code()).equals(name)) {
        return new Failure(
            FailureReason.PEER_ALERT,
            Optional.of(alert),
            "the peer refused: " + alert + " (" + alert.code() + ")");
      }
    }
    return Failure.of(FailureReason.PEER_ALERT, "the peer refused: alert " + name);
  }

  private static Optional<Failure> phrase(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    for (Phrase phrase : PHRASES) {
      if (lower.contains(phrase.text())) {
        return Optional.of(Failure.of(phrase.reason(), phrase.words()));
      }
    }
    return Optional.empty();
  }

  /** BoringSSL's own name for what went wrong, without the file and line around it. */
  private static Optional<Failure> boringSslReason(String message) {
    Matcher matcher = BORINGSSL_ERROR.matcher(message);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String rest = matcher.group(2);
    int end = rest.indexOf(" (");
    String name = rest.substring(rest.lastIndexOf(':', end < 0 ? rest.length() : end) + 1);
    int blank = name.indexOf(' ');
    String reason = (blank < 0 ? name : name.substring(0, blank)).toLowerCase(Locale.ROOT);
    return Optional.of(Failure.of(FailureReason.OTHER, line(reason.replace('_', ' '))));
  }

  /**
   * A peer that speaks something else.
   *
   * @param message Netty's, which has all it received in hexadecimal
   */
  static Failure notTls(@Nullable String message) {
    Matcher matcher = HEX.matcher(message == null ? "" : message);
    String text = FailureReason.NOT_TLS.description();
    if (matcher.find()) {
      String hex = matcher.group(1);
      StringBuilder shown = new StringBuilder();
      for (int i = 0; i + 1 < hex.length() && i < 2 * SHOWN_BYTES; i += 2) {
        int c = Integer.parseInt(hex, i, i + 2, 16);
        shown.append(c >= ' ' && c < 0x7f ? Character.toString(c) : String.format("\\x%02x", c));
      }
      text += "; it starts with '" + shown + "'";
    }
    return Failure.of(FailureReason.NOT_TLS, text);
  }

  /** One line of limited length without control characters. */
  static String line(@Nullable String text) {
    if (text == null) {
      return "no reason given";
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LINE));
    for (int i = 0; i < text.length() && line.length() < MAX_LINE; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
    }
    return line.toString().strip();
  }
}
