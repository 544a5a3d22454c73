/** The native part of the wolfSSL engine, a file for each platform. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.shim {
  requires static org.jspecify;

  exports io.tlsmgm.shim to
      io.tlsmgm.wolfssl;
}
