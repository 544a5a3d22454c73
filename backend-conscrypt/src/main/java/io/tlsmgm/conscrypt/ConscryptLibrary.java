package io.tlsmgm.conscrypt;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.KeyMatch;
import java.util.OptionalLong;

/**
 * BoringSSL through Conscrypt.
 *
 * <p>The provider is made for this library alone and is not registered with the JVM: what other
 * code gets from {@code SSLContext.getInstance} does not change.
 */
public final class ConscryptLibrary implements TlsLibrary {
  private static final String NAME = "openssl";

  /** For {@link java.util.ServiceLoader}. */
  public ConscryptLibrary() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LibraryStatus probe() {
    return StatusHolder.STATUS;
  }

  @Override
  public Capabilities capabilities() throws LibraryUnavailableException {
    requireAvailable();
    return CapabilitiesHolder.CAPABILITIES;
  }

  @Override
  public TlsContext newContext(TlsContextConfig config) throws TlsException {
    ContextSettings settings = ContextSettings.of(config, capabilities(), NAME);
    KeyMatch.require(config);
    return ConscryptContext.create(config, settings);
  }

  @Override
  public NativeMemory memory() {
    return new NativeMemory(OptionalLong.empty(), EngineCloser.SHARED.watched());
  }

  private static void requireAvailable() throws LibraryUnavailableException {
    LibraryStatus status = StatusHolder.STATUS;
    if (!status.available()) {
      throw new LibraryUnavailableException("tls_library openssl: " + status.cause().orElseThrow());
    }
  }

  /** Asked once per process. */
  private static final class StatusHolder {
    static final LibraryStatus STATUS = ConscryptStatus.ask();
  }

  /** Asked once per process, when somebody wants to know. */
  private static final class CapabilitiesHolder {
    static final Capabilities CAPABILITIES = ConscryptCapabilities.ask();
  }
}
