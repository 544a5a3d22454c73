package io.tlsmgm.jsse;

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
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The TLS of the JDK: the provider SunJSSE, whatever other providers are installed before it. */
public final class JsseLibrary implements TlsLibrary {
  private static final String NAME = "jsse";
  private static final String PROVIDER = "SunJSSE";

  /** For {@link java.util.ServiceLoader}. */
  public JsseLibrary() {}

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
    return JsseContext.create(config, settings);
  }

  @Override
  public NativeMemory memory() {
    return NativeMemory.NONE;
  }

  /** A context of the JDK's provider that is not initialised yet. */
  static SSLContext newSslContext() throws GeneralSecurityException {
    return SSLContext.getInstance("TLS", PROVIDER);
  }

  private static void requireAvailable() throws LibraryUnavailableException {
    LibraryStatus status = StatusHolder.STATUS;
    if (!status.available()) {
      throw new LibraryUnavailableException("tls_library jsse: " + status.cause().orElseThrow());
    }
  }

  /** Asked once per process. */
  private static final class StatusHolder {
    static final LibraryStatus STATUS = ask();

    private static LibraryStatus ask() {
      try {
        Provider provider = newSslContext().getProvider();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("os", System.getProperty("os.name", ""));
        facts.put("arch", System.getProperty("os.arch", ""));
        facts.put("vm", System.getProperty("java.vm.name", ""));
        facts.put("vendor", System.getProperty("java.vendor", ""));
        facts.put("native", "no");
        return LibraryStatus.available(
            provider.getName()
                + " "
                + provider.getVersionStr()
                + " (Java "
                + Runtime.version()
                + ")",
            "module " + provider.getClass().getModule().getName(),
            facts);
      } catch (GeneralSecurityException e) {
        return LibraryStatus.unavailable(
            "",
            "this Java runtime has no provider "
                + PROVIDER
                + " (look at security.provider.* in its java.security file): "
                + e.getMessage());
      }
    }
  }

  /** Asked once per process, when somebody wants to know. */
  private static final class CapabilitiesHolder {
    static final Capabilities CAPABILITIES = JsseCapabilities.ask();
  }
}
