package io.tlsmgm.api;

/**
 * A TLS library behind the domain manager, found by {@link java.util.ServiceLoader}.
 * Implementations are public, have a public constructor without parameters that does nothing
 * expensive, and are safe for use by several threads.
 */
public interface TlsLibrary {
  /** The value of {@code tls_library} that chooses this library, such as {@code openssl}. */
  String name();

  /**
   * Whether the library runs on this machine and what it is. Never throws: whatever goes wrong is
   * the {@linkplain LibraryStatus#cause() cause}. The answer does not change while the process
   * runs.
   */
  LibraryStatus probe();

  /**
   * What the library can do, asked of the library itself.
   *
   * @throws LibraryUnavailableException when {@link #probe()} says it does not run here
   */
  Capabilities capabilities() throws LibraryUnavailableException;

  /**
   * Makes the context of one domain and one generation of it. Sessions and tickets of a context are
   * never resumed at another one.
   *
   * @throws LibraryUnavailableException when the library does not run here, or does no TLS at all
   * @throws UnsupportedSettingException when a part of {@code config} cannot be honoured
   * @throws TlsException when the library refuses the configuration for another reason
   */
  TlsContext newContext(TlsContextConfig config) throws TlsException;

  /** What the library holds outside of the Java heap; cheap enough to be asked every second. */
  NativeMemory memory();
}
