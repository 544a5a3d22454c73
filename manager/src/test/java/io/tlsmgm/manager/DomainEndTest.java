package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever keeps something for a generation of a domain is told when it has ended. */
class DomainEndTest {
  private static final TestCa CA = TestCa.create("End CA");

  private static TlsDomain domain() {
    Issued issued = CA.leaf("app").issue();
    return TlsDomainBuilder.client("app")
        .key(issued.certPem(), issued.keyPem())
        .caList(CA.pem())
        .build();
  }

  @Test
  void aGenerationEndsWithItsLastConnection() throws Exception {
    MemorySource source = MemorySource.of(domain());
    List<String> ended = new ArrayList<>();
    try (TlsManager manager = TlsManager.builder().library("jsse").source(source).build()) {
      ManagedDomain first = manager.clientDomain("app");
      first.onEnd(() -> ended.add("first"));
      TlsConnection connection =
          manager.connect(
              ClientTarget.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5061)));
      manager.reload();
      assertThat(ended).as("nothing has changed").isEmpty();

      source.rows(domain());
      manager.reload();
      assertThat(ended).as("a connection is left").isEmpty();
      connection.close();
      assertThat(ended).containsExactly("first");
      first.onEnd(() -> ended.add("late"));
      assertThat(ended).containsExactly("first", "late");

      manager.clientDomain("app").onEnd(() -> ended.add("second"));
      assertThat(manager.findByName(Role.CLIENT, "app")).isNotEmpty();
    }
    assertThat(ended).containsExactly("first", "late", "second");
  }
}
