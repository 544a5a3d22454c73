package io.tlsmgm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.TlsLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibrarySelectorTest {
  private static final FakeLibrary NONE = FakeLibrary.named("none");
  private static final FakeLibrary JSSE = FakeLibrary.named("jsse");
  private static final FakeLibrary OPENSSL = FakeLibrary.named("openssl");
  private static final FakeLibrary WOLFSSL =
      FakeLibrary.broken("wolfssl", "libwolfssl is not installed");

  @Test
  void autoTakesTheOnlyLibraryAndDoesNotCountNone() throws Exception {
    assertThat(LibrarySelector.of(List.of(NONE, OPENSSL)).select("auto")).isSameAs(OPENSSL);
  }

  @Test
  void autoRefusesToChooseBetweenTwoAndSaysWhereTheyAre() {
    assertThatThrownBy(() -> LibrarySelector.of(List.of(JSSE, OPENSSL)).select("auto"))
        .isInstanceOf(LibraryUnavailableException.class)
        .hasMessageContaining("jsse (jsse.jar)")
        .hasMessageContaining("openssl (openssl.jar)")
        .hasMessageContaining("set tls_library to one of them");
  }

  @Test
  void autoCountsALibraryThatCannotRun() {
    assertThatThrownBy(() -> LibrarySelector.of(List.of(JSSE, WOLFSSL)).select("auto"))
        .hasMessageContaining("more than one")
        .hasMessageContaining(
            "jsse (jsse.jar), wolfssl (wolfssl.jar; cannot run here: libwolfssl is not installed);");
    assertThatThrownBy(() -> LibrarySelector.of(List.of(WOLFSSL)).select("auto"))
        .hasMessageContaining("libwolfssl is not installed");
  }

  @Test
  void aLibraryThatIsNotThereHasAtLeastAPlaceOfItsBackend() {
    FakeLibrary missing = FakeLibrary.missing("openssl", "add the jar");
    assertThatThrownBy(() -> LibrarySelector.of(List.of(JSSE, missing)).select("auto"))
        .message()
        .containsPattern(
            "openssl \\(backend in /.*test-classes/; cannot run here: add the jar\\); set");
  }

  @Test
  void autoRefusesWhenThereIsNothing() {
    assertThatThrownBy(() -> LibrarySelector.of(List.of(NONE)).select("auto"))
        .hasMessageContaining("no TLS library was found");
  }

  @Test
  void anExplicitChoiceIsMetOrRefusedWithItsCause() throws Exception {
    LibrarySelector all = LibrarySelector.of(List.of(NONE, JSSE, WOLFSSL));
    assertThat(all.select("jsse")).isSameAs(JSSE);
    assertThat(all.select("none")).isSameAs(NONE);
    assertThatThrownBy(() -> all.select("wolfssl"))
        .hasMessage("tls_library wolfssl cannot run here: libwolfssl is not installed");
    assertThatThrownBy(() -> all.select("openssl"))
        .hasMessageContaining("openssl and that library is not on the class path")
        .hasMessageContaining("found: none, jsse, wolfssl");
  }

  @Test
  void theInstalledOnesAreThoseOfTheClassPath() {
    assertThat(LibrarySelector.installed().libraries())
        .extracting(TlsLibrary::name)
        .containsExactly("jsse", "none", "openssl", "wolfssl");
  }
}
