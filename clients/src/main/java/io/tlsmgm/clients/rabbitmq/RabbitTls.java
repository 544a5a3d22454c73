package io.tlsmgm.clients.rabbitmq;

import com.rabbitmq.client.ConnectionFactory;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Locale;

/**
 * Domains for RabbitMQ's Java client, by URL: {@code
 * amqps://user:password@host/vhost?tls_domain=NAME}, with {@code tls_verify_host=1} for a check of
 * the host name. A factory that is made elsewhere takes {@link ClientDomains#sslContext}.
 */
public final class RabbitTls {
  private RabbitTls() {}

  /**
   * A factory for a URL. Every connection it makes, a recovered one too, has the domain as it is
   * then.
   *
   * @throws IllegalArgumentException when the URL is wrong; the message has nothing of it that may
   *     be secret
   * @throws TlsException when the domain does not exist, is a server domain, or asks for what the
   *     Java runtime's TLS cannot do
   */
  public static ConnectionFactory connectionFactory(ClientDomains domains, String url)
      throws TlsException {
    if (!url.toLowerCase(Locale.ROOT).startsWith("amqps://")) {
      throw new IllegalArgumentException(
          "a URL with tls_domain begins with amqps://; amqp:// has no TLS");
    }
    TlsRequest.Split split = TlsRequest.split(url);
    if (split.partsNamed()) {
      throw new IllegalArgumentException(TlsRequest.PARTS + " is for MySQL and MariaDB only");
    }
    Factory factory = new Factory();
    // Before the URL: for amqps without a context the client takes one that trusts everybody.
    factory.useDomain(domains, split.request());
    try {
      factory.setUri(split.url());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the URL is wrong at character " + e.getIndex() + ": " + e.getReason());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the context is set already", e);
    }
    return factory;
  }

  /** The public way to set a context also switches on the check of the host name. */
  private static final class Factory extends ConnectionFactory {
    void useDomain(ClientDomains domains, TlsRequest request) throws TlsException {
      useSslProtocol(domains.sslContext(request), request.verifyHost());
    }
  }
}
