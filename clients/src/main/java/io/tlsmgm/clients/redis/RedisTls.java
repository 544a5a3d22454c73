package io.tlsmgm.clients.redis;

import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Domains for Jedis, by URL: {@code rediss://user:password@host:port/0?tls_domain=NAME}, with
 * {@code tls_verify_host=1} for a check of the host name.
 */
public final class RedisTls {
  /** The path of a URL; nothing is database 0. */
  private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,9})?");

  private RedisTls() {}

  /**
   * Where to connect and how.
   *
   * @param address the server
   * @param config for every connection; each has the domain as it is then
   */
  public record Target(HostAndPort address, JedisClientConfig config) {
    /** The address alone. */
    @Override
    public String toString() {
      return "Target[" + address + "]";
    }
  }

  /**
   * What a URL comes to.
   *
   * @throws IllegalArgumentException when the URL is wrong; the message has nothing of it that may
   *     be secret
   * @throws TlsException when the domain does not exist, is a server domain, or asks for what the
   *     Java runtime's TLS cannot do
   */
  public static Target target(ClientDomains domains, String url) throws TlsException {
    if (!url.toLowerCase(Locale.ROOT).startsWith("rediss://")) {
      throw new IllegalArgumentException(
          "a URL with tls_domain begins with rediss://; redis:// has no TLS");
    }
    TlsRequest.Split split = TlsRequest.split(url);
    if (split.partsNamed()) {
      throw new IllegalArgumentException(TlsRequest.PARTS + " is for MySQL and MariaDB only");
    }
    URI uri;
    try {
      uri = new URI(split.url());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the URL is wrong at character " + e.getIndex() + ": " + e.getReason());
    }
    if (!JedisURIHelper.isValid(uri)) {
      throw new IllegalArgumentException("the URL has no host and port; write rediss://host:6379");
    }
    if (!DATABASE.matcher(uri.getPath()).matches()) {
      throw new IllegalArgumentException(
          "the database '"
              + uri.getPath()
              + "' of the URL is no number of up to nine digits; write rediss://host:6379/0");
    }
    return new Target(
        JedisURIHelper.getHostAndPort(uri),
        config(uri, domains.socketFactory(split.request()), split.request().verifyHost()));
  }

  /** Jedis would rather have its SslOptions, but those know nothing but files of key stores. */
  @SuppressWarnings("deprecation")
  private static JedisClientConfig config(URI uri, SSLSocketFactory sockets, boolean verifyHost) {
    SSLParameters parameters = new SSLParameters();
    // Left alone, Jedis checks the host name always.
    parameters.setEndpointIdentificationAlgorithm(verifyHost ? "HTTPS" : "");
    return DefaultJedisClientConfig.builder()
        .user(JedisURIHelper.getUser(uri))
        .password(JedisURIHelper.getPassword(uri))
        .database(JedisURIHelper.getDBIndex(uri))
        .ssl(true)
        .sslSocketFactory(sockets)
        .sslParameters(parameters)
        .build();
  }
}
