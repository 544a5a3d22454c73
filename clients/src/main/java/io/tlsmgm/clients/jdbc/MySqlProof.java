package io.tlsmgm.clients.jdbc;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.ConnectionUrlParser;
import com.mysql.cj.conf.HostInfo;
import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcPropertySetImpl;
import io.tlsmgm.clients.TlsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Asks MySQL Connector/J what it makes of settings, for each host. */
final class MySqlProof {
  /** With it anywhere on a URL, MariaDB's driver takes that URL, with other settings. */
  private static final String OTHER_DRIVER = "permitMysqlScheme";

  private MySqlProof() {}

  static void of(JdbcSettings settings, JdbcDriver driver) {
    List<String> keys = new ArrayList<>(driver.rivals());
    keys.add(driver.mode());
    keys.add(TlsRequest.DOMAIN);
    if (settings.url().contains(OTHER_DRIVER)) {
      throw JdbcDriver.contradiction(OTHER_DRIVER, "on the URL");
    }
    List<Map<String, String>> own;
    List<Effective> all;
    try {
      own =
          ConnectionUrlParser.parseConnectionString(settings.url()).getHosts().stream()
              .map(HostInfo::getHostProperties)
              .toList();
      all = effective(settings);
    } catch (RuntimeException e) {
      throw JdbcDriver.notUnderstood("MySQL Connector/J");
    }
    for (Map<String, String> ofHost : own) {
      for (String key : keys) {
        if (ofHost.keySet().stream().anyMatch(name -> name.strip().equalsIgnoreCase(key))) {
          throw JdbcDriver.contradiction(key, "of a single host");
        }
      }
    }
    SslMode mode = SslMode.valueOf(String.valueOf(settings.properties().get(driver.mode())));
    for (Effective effective : all) {
      if (effective.mode() != mode) {
        throw JdbcDriver.contradiction("a parameter that changes " + driver.mode(), "on the URL");
      }
      if (!JdbcDriver.MYSQL_FACTORY.equals(effective.socketFactory())) {
        throw JdbcDriver.contradiction("a parameter that changes socketFactory", "on the URL");
      }
      if (!String.valueOf(settings.properties().get(TlsRequest.DOMAIN))
          .equals(effective.domain())) {
        throw JdbcDriver.contradiction("a second tls_domain", "on the URL");
      }
    }
  }

  /** What a connection to a host would go by. */
  private record Effective(SslMode mode, @Nullable String socketFactory, @Nullable String domain) {
    static Effective of(HostInfo host) {
      JdbcPropertySetImpl set = new JdbcPropertySetImpl();
      set.initializeProperties(host.exposeAsProperties());
      RuntimeProperty<String> domain = set.getStringProperty(TlsRequest.DOMAIN);
      return new Effective(
          set.<SslMode>getEnumProperty(PropertyKey.sslMode).getValue(),
          set.getStringProperty(PropertyKey.socketFactory).getValue(),
          domain == null ? null : domain.getValue());
    }
  }

  private static List<Effective> effective(JdbcSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    ConnectionUrl url = ConnectionUrl.getConnectionUrlInstance(settings.url(), properties);
    List<HostInfo> hosts =
        switch (url.getType()) {
          // The hosts themselves would be asked of the name server now; they have what this has.
          case FAILOVER_DNS_SRV_CONNECTION,
              LOADBALANCE_DNS_SRV_CONNECTION,
              REPLICATION_DNS_SRV_CONNECTION ->
              List.of(url.getMainHost());
          default -> url.getHostsList();
        };
    return hosts.stream().map(Effective::of).toList();
  }
}
