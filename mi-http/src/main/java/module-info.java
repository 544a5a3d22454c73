/** The management interface of a domain manager: JSON-RPC 2.0 over HTTP. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.mi {
  requires static transitive org.jspecify;
  requires transitive io.tlsmgm.manager;
  requires com.google.gson;
  requires jdk.httpserver;
  requires org.slf4j;

  exports io.tlsmgm.mi;
}
