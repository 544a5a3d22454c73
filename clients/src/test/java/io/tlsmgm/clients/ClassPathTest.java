package io.tlsmgm.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.TlsLibrary;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The module needs no TLS engine but the Java runtime's. */
class ClassPathTest {
  @Test
  void noEngineIsOnTheClassPath() {
    List<String> engines = List.of("conscrypt", "wolfssl", "netty", "backend-jsse");
    List<String> path =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    assertThat(path)
        .isNotEmpty()
        .noneMatch(
            entry ->
                engines.stream()
                    .anyMatch(
                        engine ->
                            entry
                                .substring(Math.max(0, entry.lastIndexOf(".m2")))
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains(engine)));
    for (String name :
        List.of(
            "org.conscrypt.Conscrypt",
            "io.netty.channel.Channel",
            "io.tlsmgm.wolfssl.WolfSslLibrary",
            "io.tlsmgm.jsse.JsseLibrary")) {
      assertThat(
              ClassPathTest.class.getClassLoader().getResource(name.replace('.', '/') + ".class"))
          .as(name)
          .isNull();
    }
  }

  @Test
  void noneIsTheOnlyLibrary() {
    assertThat(ServiceLoader.load(TlsLibrary.class).stream().map(l -> l.get().name()).toList())
        .containsExactly("none");
  }
}
