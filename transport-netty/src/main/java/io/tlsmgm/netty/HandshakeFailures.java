package io.tlsmgm.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.tlsmgm.api.AlertDescription;
import io.tlsmgm.manager.pki.PeerRefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words why a handshake or a TLS connection failed, the same words whatever the library:
 * JSSE and BoringSSL tell of an alert or a missing cipher suite each in its own way.
 */
public final class HandshakeFailures {
  private HandshakeFailures() {}

  /**
   * A failure in words, such as {@code the peer refused: certificate_required (116)}. One line,
   * without characters that a terminal or a log would obey.
   *
   * @param failure what a handler, a future or an {@code SSLEngine} gave; wrappers such as {@code
   *     DecoderException} and {@code ExecutionException} are looked into
   */
  public static String describe(Throwable failure) {
    return of(failure).text();
  }

  /** The kind of a failure. */
  public static FailureReason reason(Throwable failure) {
    return of(failure).reason();
  }

  /** The fatal alert that was received, when the failure is one. */
  public static Optional<AlertDescription> alert(Throwable failure) {
    return of(failure).alert();
  }

  /**
   * All there is to say of a failure.
   *
   * @param text one line
   */
  record Failure(FailureReason reason, Optional<AlertDescription> alert, String text) {
    static Failure of(FailureReason reason, String text) {
      return new Failure(reason, Optional.empty(), text);
    }
  }

  static Failure of(Throwable failure) {
    List<Throwable> chain = chain(failure);
    for (Throwable cause : chain) {
      if (cause instanceof TlsConnectException known) {
        return new Failure(known.reason(), known.alert(), FailureTexts.line(known.getMessage()));
      }
    }
    // Before any text is looked at: this one may quote the peer.
    for (Throwable cause : chain) {
      if (cause instanceof CertificateException) {
        return Failure.of(
            FailureReason.CERTIFICATE,
            "the peer's certificate is refused: " + FailureTexts.line(cause.getMessage()));
      }
    }
    for (Throwable cause : chain) {
      Optional<Failure> found = byKind(cause).or(() -> FailureTexts.parse(cause.getMessage()));
      if (found.isPresent()) {
        return found.get();
      }
    }
    for (Throwable cause : chain) {
      if (cause instanceof IOException) {
        return fallback(cause);
      }
    }
    return fallback(chain.get(chain.size() - 1));
  }

  /** Whether the manager's verifier has refused the peer, and so has told its listener. */
  static boolean isRefusalOfOurs(@Nullable Throwable failure) {
    return failure != null
        && chain(failure).stream().anyMatch(PeerRefusedException.class::isInstance);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && chain.size() < 16; t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static Optional<Failure> byKind(Throwable cause) {
    if (cause instanceof SslHandshakeTimeoutException) {
      return Optional.of(Failure.of(FailureReason.TIMEOUT, FailureReason.TIMEOUT.description()));
    }
    if (cause instanceof ConnectTimeoutException) {
      return connect("no answer in time");
    }
    if (cause instanceof NoRouteToHostException) {
      return connect("no route to the host");
    }
    if (cause instanceof UnknownHostException) {
      return connect("unknown host " + FailureTexts.line(cause.getMessage()));
    }
    if (cause instanceof ConnectException) {
      String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      return connect(
          text.contains("refused")
              ? "connection refused"
              : text.contains("unreachable")
                  ? "network unreachable"
                  : FailureTexts.line(cause.getMessage()));
    }
    if (cause instanceof NotSslRecordException) {
      return Optional.of(FailureTexts.notTls(cause.getMessage()));
    }
    if (cause instanceof RejectedExecutionException) {
      return Optional.of(Failure.of(FailureReason.OVERLOAD, FailureReason.OVERLOAD.description()));
    }
    if (cause instanceof ClosedChannelException || cause instanceof EOFException) {
      return Optional.of(Failure.of(FailureReason.CLOSED, FailureReason.CLOSED.description()));
    }
    return Optional.empty();
  }

  private static Optional<Failure> connect(String text) {
    return Optional.of(Failure.of(FailureReason.CONNECT, text));
  }

  private static Failure fallback(Throwable cause) {
    String message = cause.getMessage();
    return Failure.of(
        FailureReason.OTHER,
        message == null || message.isBlank()
            ? cause.getClass().getSimpleName()
            : FailureTexts.line(message));
  }
}
