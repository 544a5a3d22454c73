import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.jsse.JsseLibrary;

/** {@code tls_library=jsse}: the TLS of the JDK itself. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.jsse {
  requires transitive io.tlsmgm.api;
  requires static org.jspecify;

  exports io.tlsmgm.jsse;

  provides TlsLibrary with
      JsseLibrary;
}
