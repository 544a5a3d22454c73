package io.tlsmgm.api.backend;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Puts the settings of a domain over what a provider's {@code SSLContext} has made. */
public interface DomainSettings {
  /** The parameters given, changed, or others in their place. */
  SSLParameters apply(SSLParameters parameters);

  /** Sets up a new engine whose mode is set already. */
  void apply(SSLEngine engine);

  /** Sets up a new socket. */
  void apply(SSLSocket socket);

  /**
   * Sets up a new server socket.
   *
   * @throws UnsupportedOperationException when a setting cannot be had with server sockets
   */
  void apply(SSLServerSocket socket);
}
