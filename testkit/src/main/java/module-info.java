/**
 * What a backend's tests need: certificates made on the spot, engines pumped in memory, and the
 * contract that every backend must pass.
 */
@org.jspecify.annotations.NullMarked
module io.tlsmgm.testkit {
  requires transitive io.tlsmgm.api;
  requires static org.jspecify;
  requires org.assertj.core;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.tls;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports io.tlsmgm.testkit;
  exports io.tlsmgm.testkit.contract;
  exports io.tlsmgm.testkit.pump;
  exports io.tlsmgm.testkit.server;

  // The tests of the contract are package-private, as JUnit likes them.
  opens io.tlsmgm.testkit.contract to
      org.junit.platform.commons;

  uses io.tlsmgm.api.TlsLibrary;
}
