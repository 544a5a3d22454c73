import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.none.NoTlsLibrary;

/** {@code tls_library=none}: domains are defined, listed and handed to others, without TLS here. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.none {
  requires transitive io.tlsmgm.api;
  requires static org.jspecify;

  exports io.tlsmgm.none;

  provides TlsLibrary with
      NoTlsLibrary;
}
