/** TLS domains for database and message clients that have a TLS of their own. */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.clients {
  requires static transitive org.jspecify;
  requires transitive io.tlsmgm.manager;
  requires org.slf4j;
  // Each driver is the program's choice.
  requires static org.mariadb.jdbc;
  requires static mysql.connector.j;
  requires static com.rabbitmq.client;
  requires static redis.clients.jedis;

  exports io.tlsmgm.clients;
  exports io.tlsmgm.clients.jdbc;
  exports io.tlsmgm.clients.rabbitmq;
  exports io.tlsmgm.clients.redis;

  provides org.mariadb.jdbc.plugin.TlsSocketPlugin with
      io.tlsmgm.clients.jdbc.MariaDbTlsSocketPlugin;
}
