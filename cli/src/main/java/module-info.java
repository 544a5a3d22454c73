/** The {@code tlsmgm} command. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.cli {
  requires static org.jspecify;
  requires com.google.gson;
  requires info.picocli;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.tlsmgm.clients;
  requires io.tlsmgm.manager;
  requires io.tlsmgm.mi;
  requires io.tlsmgm.netty;
  requires jdk.unsupported;
  requires org.slf4j;

  exports io.tlsmgm.cli;
  exports io.tlsmgm.cli.text to
      io.tlsmgm.demo;

  opens io.tlsmgm.cli to
      info.picocli;
}
