/**
 * What a transport and a backend see of tlsmgm: the {@link io.tlsmgm.api.TlsLibrary} SPI and the
 * values that cross it.
 */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.api {
  requires static transitive org.jspecify;

  exports io.tlsmgm.api;
  exports io.tlsmgm.api.backend;
  exports io.tlsmgm.api.domain;
  exports io.tlsmgm.api.hello;

  uses io.tlsmgm.api.TlsLibrary;
}
