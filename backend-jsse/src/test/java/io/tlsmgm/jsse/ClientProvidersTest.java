package io.tlsmgm.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ClientProvidersTest {
  private final AtomicInteger made = new AtomicInteger();

  private ClientProviders providers(SSLContext unnamed) {
    return new ClientProviders(
        unnamed,
        () -> {
          made.incrementAndGet();
          return JsseLibrary.newSslContext();
        });
  }

  @Test
  void eachNameHasItsOwnAndKeepsIt() throws Exception {
    SSLContext unnamed = JsseLibrary.newSslContext();
    ClientProviders providers = providers(unnamed);
    SSLContext a = providers.of(Optional.of("a.example"));
    SSLContext b = providers.of(Optional.of("b.example"));
    assertThat(a).isNotSameAs(b).isNotSameAs(unnamed);
    assertThat(providers.of(Optional.of("a.example"))).isSameAs(a);
    assertThat(providers.of(Optional.empty())).isSameAs(unnamed);
    assertThat(made).hasValue(2);
  }

  @Test
  void theNameThatWasNotUsedForTheLongestTimeIsForgotten() throws Exception {
    ClientProviders providers = providers(JsseLibrary.newSslContext());
    SSLContext first = providers.of(Optional.of("0"));
    SSLContext second = providers.of(Optional.of("1"));
    for (int i = 2; i < ClientProviders.MAX_NAMES; i++) {
      providers.of(Optional.of(Integer.toString(i)));
    }
    assertThat(providers.of(Optional.of("0"))).isSameAs(first);
    providers.of(Optional.of("one more"));
    assertThat(providers.of(Optional.of("0"))).isSameAs(first);
    assertThat(providers.of(Optional.of("1"))).isNotSameAs(second);
  }
}
