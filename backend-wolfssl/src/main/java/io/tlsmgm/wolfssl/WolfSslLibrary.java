package io.tlsmgm.wolfssl;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.api.UnsupportedSettingException;
import io.tlsmgm.api.backend.ContextSettings;
import io.tlsmgm.api.backend.KeyMatch;
import java.util.OptionalLong;

/**
 * wolfSSL through a native engine of its own.
 *
 * <p>System properties: {@value #LIBRARY} is the path of a libwolfssl to use in place of the
 * system's; {@value #CRYPTO} is {@code builtin} (wolfSSL's own algorithms), {@code libcrypto} (the
 * system's OpenSSL 3 does what it does faster; without it the library does not start) or {@code
 * auto} (libcrypto if this libwolfssl encrypts slowly and libcrypto can be had; the default);
 * {@value #SHIM} is the path of a native part to load in place of the one in the jar, such as one
 * built with sanitizers. All are read once, when the library is first asked for anything.
 */
public final class WolfSslLibrary implements TlsLibrary {
  /** The system property with the path of a libwolfssl. */
  public static final String LIBRARY = "tlsmgm.wolfssl.library";

  /** The system property that says who does the cryptography. */
  public static final String CRYPTO = "tlsmgm.wolfssl.crypto";

  /** The system property with the path of a native part. */
  public static final String SHIM = "tlsmgm.wolfssl.shim";

  private static final String NAME = "wolfssl";

  /** For {@link java.util.ServiceLoader}. */
  public WolfSslLibrary() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public LibraryStatus probe() {
    return Loaded.STATE.status();
  }

  @Override
  public Capabilities capabilities() throws LibraryUnavailableException {
    return abilities().capabilities();
  }

  private static Abilities abilities() throws LibraryUnavailableException {
    requireAvailable();
    return AbilitiesHolder.ABILITIES;
  }

  @Override
  public TlsContext newContext(TlsContextConfig config) throws TlsException {
    Abilities abilities = abilities();
    ContextSettings settings = ContextSettings.of(config, abilities.capabilities(), NAME);
    if (settings.groups().size() > Abilities.MOST_GROUPS) {
      throw new UnsupportedSettingException(
          "ec_curve",
          "domain "
              + config.domain()
              + ": ec_curve: wolfSSL takes at most "
              + Abilities.MOST_GROUPS
              + " groups, and these are "
              + settings.groups().size());
    }
    KeyMatch.require(config);
    try {
      EngineSettings.checkProtocols(config.applicationProtocols());
    } catch (IllegalArgumentException e) {
      throw new UnsupportedSettingException(
          "alpn", "domain " + config.domain() + ": alpn: " + e.getMessage());
    }
    return WolfContext.create(
        new ContextFactory(config, settings, abilities, Loaded.STATE.libcrypto()));
  }

  @Override
  public NativeMemory memory() {
    if (!Loaded.STATE.status().available()) {
      return NativeMemory.NONE;
    }
    long[] numbers = new long[3];
    Native.memory(numbers);
    return new NativeMemory(OptionalLong.of(numbers[0]), numbers[1]);
  }

  private static void requireAvailable() throws LibraryUnavailableException {
    LibraryStatus status = Loaded.STATE.status();
    if (!status.available()) {
      throw new LibraryUnavailableException("tls_library wolfssl: " + status.cause().orElseThrow());
    }
  }

  /** Loaded once per process. */
  private static final class Loaded {
    static final Loader.State STATE = Loader.load();
  }

  /** Asked once per process, when somebody wants to know. */
  private static final class AbilitiesHolder {
    static final Abilities ABILITIES = Abilities.ask(Loaded.STATE.speed());
  }
}
