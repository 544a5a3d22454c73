/** TLS connections for Netty: a listener and a connector on the domains of a manager. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.netty {
  requires static transitive org.jspecify;
  requires transitive io.tlsmgm.manager;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.transport;
  requires org.slf4j;

  exports io.tlsmgm.netty;
}
