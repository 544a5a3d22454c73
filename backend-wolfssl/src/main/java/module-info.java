import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.wolfssl.WolfSslLibrary;

/** {@code tls_library=wolfssl}: wolfSSL through a native engine of its own. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.wolfssl {
  requires transitive io.tlsmgm.api;
  requires com.sun.jna;
  requires io.tlsmgm.shim;
  requires static org.jspecify;

  exports io.tlsmgm.wolfssl;

  provides TlsLibrary with
      WolfSslLibrary;
}
