package io.tlsmgm.none;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsLibrary;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.ServiceLoader;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

class NoTlsLibraryTest {
  private final NoTlsLibrary library = new NoTlsLibrary();

  @Test
  void isFound() {
    assertThat(ServiceLoader.load(TlsLibrary.class))
        .singleElement()
        .isInstanceOf(NoTlsLibrary.class);
  }

  @Test
  void isAlwaysThereAndDoesNothing() {
    assertThat(library.name()).isEqualTo("none");
    assertThat(library.probe().available()).isTrue();
    assertThat(library.capabilities()).isEqualTo(Capabilities.none());
  }

  @Test
  void refusesContextsAndSaysWhatToDo() {
    TlsContextConfig config =
        TlsContextConfig.builder("sip.example", Role.CLIENT, new Unused())
            .cipherSuites(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
            .build();
    assertThatThrownBy(() -> library.newContext(config))
        .isInstanceOf(LibraryUnavailableException.class)
        .hasMessageContainingAll("domain sip.example", "tls_library", "none", "openssl", "jsse");
  }

  private static final class Unused extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
