/** TLS domains for database and message clients that have a TLS of their own. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.clients {
  requires static transitive org.jspecify;
  requires transitive io.tlsmgm.manager;
  requires org.slf4j;
  // Each driver is the program's choice.
  requires static transitive org.mariadb.jdbc;
  requires static transitive mysql.connector.j;
  requires static transitive com.rabbitmq.client;
  requires static transitive redis.clients.jedis;

  exports io.tlsmgm.clients;
  exports io.tlsmgm.clients.jdbc;
  exports io.tlsmgm.clients.rabbitmq;
  exports io.tlsmgm.clients.redis;

  provides org.mariadb.jdbc.plugin.TlsSocketPlugin with
      io.tlsmgm.clients.jdbc.MariaDbTlsSocketPlugin;
}
