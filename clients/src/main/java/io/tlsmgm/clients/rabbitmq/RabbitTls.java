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
 * the host name.
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
    ConnectionFactory factory = new ConnectionFactory();
    // Before the URL: for amqps without a context the client takes one that trusts everybody.
    configure(factory, domains, split.request());
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

  /**
   * Sets the TLS of a factory that is made elsewhere.
   *
   * @throws TlsException as {@link #connectionFactory}
   */
  public static void configure(ConnectionFactory factory, ClientDomains domains, TlsRequest request)
      throws TlsException {
    factory.useSslProtocol(domains.sslContext(request));
    if (request.verifyHost()) {
      factory.enableHostnameVerification();
    }
  }
}
