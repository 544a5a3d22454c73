package io.tlsmgm.benchmarks.servers;

import java.util.Arrays;
import java.util.List;

/** The servers that are compared. */
enum ServerKind {
  TLSMGM_JSSE("tlsmgm-jsse"),
  TLSMGM_OPENSSL("tlsmgm-openssl"),
  TLSMGM_WOLFSSL("tlsmgm-wolfssl"),
  NGINX("nginx"),
  HAPROXY("haproxy"),
  STUNNEL("stunnel");

  private final String label;

  ServerKind(String label) {
    this.label = label;
  }

  /** The value of the parameter {@code server}. */
  String label() {
    return label;
  }

  /** Whether it compiles itself while it runs, and so needs a longer warm-up. */
  boolean warmsUp() {
    return this == TLSMGM_JSSE || this == TLSMGM_OPENSSL || this == TLSMGM_WOLFSSL;
  }

  /** Starts it; it has its port when this returns. */
  TestedServer start(Site site, Cpus cpus, List<String> jvmOptions) {
    return switch (this) {
      case TLSMGM_JSSE -> TlsmgmServer.start("jsse", site, cpus, jvmOptions);
      case TLSMGM_OPENSSL -> TlsmgmServer.start("openssl", site, cpus, jvmOptions);
      case TLSMGM_WOLFSSL -> TlsmgmServer.start("wolfssl", site, cpus, jvmOptions);
      case NGINX -> NginxServer.start(site, cpus);
      case HAPROXY -> HaproxyServer.start(site, cpus);
      case STUNNEL -> StunnelServer.start(site, cpus);
    };
  }

  /** Name and version of the program. */
  String software() {
    return switch (this) {
      case TLSMGM_JSSE, TLSMGM_OPENSSL, TLSMGM_WOLFSSL -> TlsmgmServer.software();
      case NGINX -> NginxServer.software();
      case HAPROXY -> HaproxyServer.software();
      case STUNNEL -> StunnelServer.software();
    };
  }

  /** What of its settings a reader of the results should know. */
  String settings(Cpus cpus, List<String> jvmOptions) {
    return switch (this) {
      case TLSMGM_JSSE -> TlsmgmServer.settings("jsse", cpus, jvmOptions);
      case TLSMGM_OPENSSL -> TlsmgmServer.settings("openssl", cpus, jvmOptions);
      case TLSMGM_WOLFSSL -> TlsmgmServer.settings("wolfssl", cpus, jvmOptions);
      case NGINX -> NginxServer.SETTINGS;
      case HAPROXY -> HaproxyServer.SETTINGS;
      case STUNNEL -> StunnelServer.SETTINGS;
    };
  }

  /**
   * The server of this label.
   *
   * @throws ComparisonException when there is none
   */
  static ServerKind of(String label) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ComparisonException(
                    "there is no server '" + label + "', only " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return label;
  }
}
