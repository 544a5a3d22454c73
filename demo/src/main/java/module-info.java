/** The demonstration of tlsmgm. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.demo {
  requires static org.jspecify;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.tlsmgm.cli;
  requires io.tlsmgm.manager;
  requires io.tlsmgm.netty;
  requires io.tlsmgm.testkit;

  exports io.tlsmgm.demo;
}
