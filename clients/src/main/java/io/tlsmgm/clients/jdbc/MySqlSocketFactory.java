package io.tlsmgm.clients.jdbc;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.clients.ClientDomains;
import io.tlsmgm.clients.TlsRequest;
import java.io.Closeable;
import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * What MySQL Connector/J makes of {@code
 * socketFactory=io.tlsmgm.clients.jdbc.MySqlSocketFactory&tls_domain=NAME}, anew for each
 * connection: sockets of the client domain NAME as it is then.
 */
@SuppressWarnings("TypeParameterUnusedInFormals") // the signatures are the driver's
public final class MySqlSocketFactory extends StandardSocketFactory {
  private @Nullable PropertySet properties;

  /** Made by the driver. */
  public MySqlSocketFactory() {}

  @Override
  public <T extends Closeable> T connect(
      String host, int port, PropertySet propertySet, int loginTimeout) throws IOException {
    properties = propertySet;
    found(propertySet); // a missing domain is an error before there is a connection
    return super.connect(host, port, propertySet, loginTimeout);
  }

  @Override
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session) throws IOException {
    return performTlsHandshake(connection, session, null);
  }

  @Override
  @SuppressWarnings("unchecked") // the driver's own way of saying that it wants a socket
  public <T extends Closeable> T performTlsHandshake(
      SocketConnection connection, ServerSession session, @Nullable Log log) throws IOException {
    PropertySet known = properties;
    if (known == null) {
      throw new IllegalStateException("TLS before the connection");
    }
    ClientDomains.Found found = found(known);
    try {
      SSLSocket tls =
          (SSLSocket) found.context().getSocketFactory().createSocket(rawSocket, host, port, true);
      tls.startHandshake();
      sslSocket = tls;
      return (T) tls;
    } catch (TlsException | IllegalArgumentException e) {
      throw new SSLException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ClientDomains.Found found(PropertySet properties) throws SSLException {
    RuntimeProperty<String> domain = properties.getStringProperty(TlsRequest.DOMAIN);
    String name = domain == null ? null : domain.getValue();
    if (name == null) {
      throw new SSLException(
          "MySqlSocketFactory needs the name of a client domain; add tls_domain=NAME");
    }
    try {
      ClientDomains.Found found = ClientDomains.find(name);
      SslMode mode = properties.<SslMode>getEnumProperty(PropertyKey.sslMode).getValue();
      if (mode == SslMode.DISABLED || mode == SslMode.PREFERRED) {
        throw new SSLException(
            "sslMode="
                + mode
                + " allows connections without TLS and so contradicts tls_domain; write"
                + " sslMode=REQUIRED");
      }
      boolean host = mode == SslMode.VERIFY_IDENTITY;
      ClientDomains.Found asked =
          new ClientDomains.Found(
              found.domains(), host ? found.request().withVerifyHost(true) : found.request());
      asked.context();
      return asked;
    } catch (TlsException | IllegalArgumentException e) {
      throw new SSLException(String.valueOf(e.getMessage()), e);
    }
  }
}
