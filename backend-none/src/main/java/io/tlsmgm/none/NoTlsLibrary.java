package io.tlsmgm.none;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsLibrary;
import java.util.Map;

/**
 * The library of {@code tls_library=none}: always there, and without TLS. Domains are still parsed,
 * provisioned and handed to database and message clients, which bring TLS of their own.
 */
public final class NoTlsLibrary implements TlsLibrary {
  private static final LibraryStatus STATUS = LibraryStatus.available("", "", Map.of());

  /** For {@link java.util.ServiceLoader}. */
  public NoTlsLibrary() {}

  @Override
  public String name() {
    return "none";
  }

  @Override
  public LibraryStatus probe() {
    return STATUS;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.none();
  }

  /**
   * Always refuses.
   *
   * @throws LibraryUnavailableException naming the domain and what to set instead
   */
  @Override
  public TlsContext newContext(TlsContextConfig config) throws LibraryUnavailableException {
    throw new LibraryUnavailableException(
        "domain "
            + config.domain()
            + ": tls_library is none, which makes no TLS connections; set tls_library to openssl,"
            + " wolfssl, jsse or auto");
  }

  @Override
  public NativeMemory memory() {
    return NativeMemory.NONE;
  }
}
