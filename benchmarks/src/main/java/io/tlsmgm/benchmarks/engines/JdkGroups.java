package io.tlsmgm.benchmarks.engines;

/**
 * The groups of the JDK's TLS for the whole process, which is all that Java 17 can be told. It
 * reads them once, so later terms come too late; the check of the ServerHello shows it.
 */
final class JdkGroups {
  private static final String PROPERTY = "jdk.tls.namedGroups";

  private JdkGroups() {}

  static void pin(Terms terms) {
    System.setProperty(PROPERTY, String.join(",", terms.groupNames()));
  }
}
