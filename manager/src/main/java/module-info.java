/**
 * The domain manager: from a script to TLS domains, from a connection to the domain that answers
 * it, and from the domain to an engine of the chosen library.
 */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.manager {
  requires static transitive org.jspecify;
  requires transitive io.tlsmgm.api;
  requires transitive java.sql;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires org.slf4j;

  exports io.tlsmgm.manager;
  exports io.tlsmgm.manager.cipher;
  exports io.tlsmgm.manager.db;
  exports io.tlsmgm.manager.engine;
  exports io.tlsmgm.manager.match;
  exports io.tlsmgm.manager.pki;
  exports io.tlsmgm.manager.script;

  uses io.tlsmgm.api.TlsLibrary;
  uses java.sql.Driver;
}
