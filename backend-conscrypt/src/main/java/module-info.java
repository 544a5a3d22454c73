import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.conscrypt.ConscryptLibrary;

/** {@code tls_library=openssl}: BoringSSL through Conscrypt. */
// Conscrypt's jar has a name in its manifest and no module descriptor.
@SuppressWarnings("requires-automatic")
@org.jspecify.annotations.NullMarked
module io.tlsmgm.conscrypt {
  requires transitive io.tlsmgm.api;
  requires org.conscrypt;
  requires static org.jspecify;

  exports io.tlsmgm.conscrypt;

  provides TlsLibrary with
      ConscryptLibrary;
}
