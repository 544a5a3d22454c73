package io.tlsmgm.api;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** The context of one domain in one TLS library. Safe for use by several threads. */
public interface TlsContext extends AutoCloseable {
  /**
   * A new engine with everything of the domain set: role, protocols, suites, groups, client
   * authentication, ALPN. The engine is the library's own, and its contract is that of {@link
   * SSLEngine} to the letter.
   *
   * @throws IllegalStateException when the context is closed
   */
  SSLEngine newEngine(EnginePeer peer);

  /**
   * The domain as an {@link SSLContext}, for code that takes nothing else. Its engines and sockets
   * start with the domain's settings as far as {@code SSLContext} carries them: key, trust and
   * sessions always, protocols and suites as the defaults of {@link
   * SSLContext#getDefaultSSLParameters()}.
   *
   * @throws IllegalStateException when the context is closed
   */
  SSLContext sslContext();

  /**
   * Ends the context: no further engines. Engines that exist go on until they are closed; native
   * memory of the context is freed when the last of them is gone. Closing twice does nothing.
   */
  @Override
  void close();
}
