package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code auto_reload}: changes of files that take effect by themselves, and those that do not. */
class AutoReloadTest {
  private static final TestCa CA = TestCa.create("auto CA");
  private static final Issued ONE = CA.leaf("one").issue();
  private static final Issued TWO = CA.leaf("two").issue();

  private final FakeLibrary library = FakeLibrary.named("fake");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path directory;

  @SuppressWarnings("NullAway.Init") // as above
  private TlsManager manager;

  @SuppressWarnings("NullAway.Init") // as above
  private FileWatch watch;

  @BeforeEach
  void createFiles() throws IOException {
    Files.createDirectories(path("crl"));
    Files.writeString(path("crl/one.pem"), CA.crl().pem());
    Files.writeString(path("ca.pem"), CA.pem());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private void start(Path cert, Path key) throws Exception {
    TlsDomain domain =
        TlsDomainBuilder.server("d")
            .key(cert, key)
            .caList(path("ca.pem"))
            .crlDir(path("crl"))
            .build();
    manager =
        TlsManager.builder().libraries(List.of(library)).library("fake").domain(domain).build();
    watch = new FileWatch(manager);
    settle();
    assertThat(manager.generation()).isEqualTo(1);
  }

  private void startPlain() throws Exception {
    ONE.write(path("cert.pem"), path("key.pem"));
    start(path("cert.pem"), path("key.pem"));
  }

  /** Looks until nothing moves any more, whatever the stamps of the files are. */
  private void settle() {
    watch.look();
    watch.look();
  }

  private X509Certificate inForce() {
    return manager.findByName(Role.SERVER, "d").orElseThrow().key().orElseThrow().leaf();
  }

  /** As a tool replaces a file: written beside, then renamed. */
  private void replace(String name, String text) throws IOException {
    Path aside = Files.writeString(path(name + ".new"), text);
    Files.move(aside, path(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void replacedFilesTakeEffectOnceTheyRest() throws Exception {
    startPlain();
    replace("cert.pem", TWO.certPem());
    replace("key.pem", TWO.keyPem());
    assertThat(watch.look()).isTrue();
    assertThat(inForce()).isEqualTo(ONE.leaf());
    assertThat(watch.look()).isFalse();
    assertThat(inForce()).isEqualTo(TWO.leaf());
    assertThat(library.closed).hasValue(1);
  }

  @Test
  void filesThatStillMoveAreNotRead() throws Exception {
    startPlain();
    replace("cert.pem", TWO.certPem());
    assertThat(watch.look()).isTrue();
    replace("key.pem", TWO.keyPem());
    assertThat(watch.look()).isTrue();
    assertThat(manager.generation()).isEqualTo(1);
    assertThat(watch.look()).isFalse();
    assertThat(inForce()).isEqualTo(TWO.leaf());
  }

  @Test
  void aSwappedLinkIsAChange() throws Exception {
    Files.createDirectory(path("..one"));
    Files.createDirectory(path("..two"));
    ONE.write(path("..one/tls.crt"), path("..one/tls.key"));
    TWO.write(path("..two/tls.crt"), path("..two/tls.key"));
    // As Kubernetes mounts a secret.
    Files.createSymbolicLink(path("..data"), Path.of("..one"));
    Files.createSymbolicLink(path("tls.crt"), Path.of("..data/tls.crt"));
    Files.createSymbolicLink(path("tls.key"), Path.of("..data/tls.key"));
    start(path("tls.crt"), path("tls.key"));
    Files.createSymbolicLink(path("..data_tmp"), Path.of("..two"));
    Files.move(path("..data_tmp"), path("..data"), StandardCopyOption.ATOMIC_MOVE);
    settle();
    assertThat(inForce()).isEqualTo(TWO.leaf());
  }

  @Test
  void aHalfWrittenPairKeepsTheLastGoodOne() throws Exception {
    startPlain();
    replace("cert.pem", TWO.certPem());
    settle();
    assertThat(inForce()).isEqualTo(ONE.leaf());
    assertThat(manager.generation()).isEqualTo(1);
    assertThat(library.closed).hasValue(0);
    replace("key.pem", TWO.keyPem().substring(0, 40));
    settle();
    assertThat(inForce()).isEqualTo(ONE.leaf());
    replace("key.pem", TWO.keyPem());
    settle();
    assertThat(inForce()).isEqualTo(TWO.leaf());
  }

  @Test
  void aFileThatIsGoneKeepsWhatItHeld() throws Exception {
    startPlain();
    Files.delete(path("cert.pem"));
    settle();
    assertThat(inForce()).isEqualTo(ONE.leaf());
    replace("cert.pem", ONE.certPem());
    settle();
    assertThat(manager.generation()).isEqualTo(1);
  }

  @Test
  void everyChangeInADirectoryOfListsCounts() throws Exception {
    startPlain();
    Files.writeString(path("crl/two.pem"), CA.crl().revoke(ONE.leaf()).pem());
    settle();
    assertThat(lists()).isEqualTo(2);
    Files.delete(path("crl/one.pem"));
    settle();
    assertThat(lists()).isEqualTo(1);
    Files.writeString(path("crl/two.pem"), CA.crl().pem() + CA.crl().revoke(TWO.leaf()).pem());
    settle();
    assertThat(lists()).isEqualTo(2);
    // Fails closed at the start; here the lists that were there go on.
    Files.delete(path("crl/two.pem"));
    settle();
    assertThat(lists()).isEqualTo(2);
  }

  private int lists() {
    return manager
        .findByName(Role.SERVER, "d")
        .orElseThrow()
        .verifier()
        .revocationLists()
        .orElseThrow()
        .size();
  }

  @Test
  void aFileThatIsTouchedOnlyChangesNothing() throws Exception {
    startPlain();
    ManagedDomain before = manager.findByName(Role.SERVER, "d").orElseThrow();
    Files.setLastModifiedTime(path("cert.pem"), FileTime.from(Instant.EPOCH));
    settle();
    assertThat(manager.findByName(Role.SERVER, "d")).containsSame(before);
    assertThat(library.configs).hasSize(1);
  }

  @Test
  void theTimerLooksByItself() throws Exception {
    ONE.write(path("cert.pem"), path("key.pem"));
    TlsDomain domain = TlsDomainBuilder.server("d").key(path("cert.pem"), path("key.pem")).build();
    manager =
        TlsManager.builder()
            .libraries(List.of(library))
            .library("fake")
            .domain(domain)
            .autoReload(Duration.ofMillis(50))
            .build();
    TWO.write(path("cert.pem"), path("key.pem"));
    Instant limit = Instant.now().plusSeconds(30);
    while (!inForce().equals(TWO.leaf()) && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
    assertThat(inForce()).isEqualTo(TWO.leaf());
  }
}
