package io.tlsmgm.api.backend;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** Accepts connections and gives each an engine with the settings of this socket. */
final class EngineServerSocket extends SSLServerSocket {
  private final EngineSource source;

  /** Never connected: it holds the settings, and refuses those that the library does not have. */
  private final SSLEngine settings;

  private final AtomicBoolean settingsEnded = new AtomicBoolean();
  private volatile boolean changed;

  /** Not bound. */
  EngineServerSocket(EngineSource source) throws IOException {
    this.source = source;
    this.settings = source.newEngine("", -1);
    settings.setUseClientMode(false);
  }

  @Override
  public Socket accept() throws IOException {
    Socket plain = new Socket();
    implAccept(plain);
    try {
      EngineSocket socket = EngineSocket.accepted(source, plain, null, true);
      if (changed) {
        socket.copySettings(settings);
      }
      return socket;
    } catch (IOException | RuntimeException failed) {
      try {
        plain.close();
      } catch (IOException second) {
        failed.addSuppressed(second);
      }
      throw failed;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (settingsEnded.compareAndSet(false, true)) {
      EngineEnd.finish(settings);
    }
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return settings.getEnabledCipherSuites();
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {
    settings.setEnabledCipherSuites(suites);
    changed = true;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return settings.getSupportedCipherSuites();
  }

  @Override
  public String[] getSupportedProtocols() {
    return settings.getSupportedProtocols();
  }

  @Override
  public String[] getEnabledProtocols() {
    return settings.getEnabledProtocols();
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {
    settings.setEnabledProtocols(protocols);
    changed = true;
  }

  @Override
  public void setNeedClientAuth(boolean need) {
    settings.setNeedClientAuth(need);
    changed = true;
  }

  @Override
  public boolean getNeedClientAuth() {
    return settings.getNeedClientAuth();
  }

  @Override
  public void setWantClientAuth(boolean want) {
    settings.setWantClientAuth(want);
    changed = true;
  }

  @Override
  public boolean getWantClientAuth() {
    return settings.getWantClientAuth();
  }

  @Override
  public void setUseClientMode(boolean mode) {
    settings.setUseClientMode(mode);
    changed = true;
  }

  @Override
  public boolean getUseClientMode() {
    return settings.getUseClientMode();
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {
    settings.setEnableSessionCreation(flag);
    changed = true;
  }

  @Override
  public boolean getEnableSessionCreation() {
    return settings.getEnableSessionCreation();
  }

  @Override
  public SSLParameters getSSLParameters() {
    return settings.getSSLParameters();
  }

  @Override
  public void setSSLParameters(SSLParameters parameters) {
    settings.setSSLParameters(parameters);
    changed = true;
  }

  @Override
  public String toString() {
    return "TLS " + super.toString();
  }
}
