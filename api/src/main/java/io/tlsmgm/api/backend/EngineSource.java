package io.tlsmgm.api.backend;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import org.jspecify.annotations.Nullable;

/** What a library that has engines and nothing else gives an {@link EngineSslContext}. */
public interface EngineSource {
  /**
   * A new engine with its mode and all its settings, whose handshake has not begun. Called from any
   * thread.
   *
   * @param host the peer's name or address as the user gave it; empty when unknown
   * @param port the peer's port, 0 to 65535; -1 when unknown
   */
  SSLEngine newEngine(String host, int port);

  /** The settings that engines start with, in an object of the caller's own. */
  SSLParameters defaultParameters();

  /** All protocols and cipher suites that can be enabled, in an object of the caller's own. */
  SSLParameters supportedParameters();

  /** The sessions of clients; null when the library does not show them. */
  @Nullable SSLSessionContext clientSessions();

  /** The sessions of servers; null when the library does not show them. */
  @Nullable SSLSessionContext serverSessions();
}
