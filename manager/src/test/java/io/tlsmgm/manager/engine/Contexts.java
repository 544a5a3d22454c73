package io.tlsmgm.manager.engine;

import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;

/** Two domains in two libraries, and clients that trust them. */
final class Contexts {
  static final TestCa CA = TestCa.create("Engine Test CA");
  private static final char[] PASSWORD = "unused".toCharArray();

  /** The libraries that a domain's engine may come from. */
  enum Library {
    JSSE,
    CONSCRYPT;

    private SSLContext context() throws GeneralSecurityException {
      return this == JSSE
          ? SSLContext.getInstance("TLS", "SunJSSE")
          : SSLContext.getInstance("TLS", CONSCRYPT_PROVIDER);
    }
  }

  private static final Provider CONSCRYPT_PROVIDER =
      Conscrypt.newProviderBuilder().provideTrustManager(false).build();

  private static final Issued A = CA.leaf("a.example").dns("a.example").serverAuth().issue();
  private static final Issued B = CA.leaf("b.example").dns("b.example").serverAuth().issue();

  private static final Map<String, SSLContext> SERVERS = new ConcurrentHashMap<>();

  /** A new engine of the domain {@code a.example} or {@code b.example}. */
  static SSLEngine server(Library library, String domain) {
    SSLEngine engine =
        SERVERS
            .computeIfAbsent(library + domain, key -> serverContext(library, domain))
            .createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private static SSLContext serverContext(Library library, String domain) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      Issued issued = domain.equals("a.example") ? A : B;
      keys.setKeyEntry(
          "key", issued.privateKey(), PASSWORD, issued.chain().toArray(new Certificate[0]));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(keys, PASSWORD);
      SSLContext context = library.context();
      context.init(factory.getKeyManagers(), trust().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new JDK client that sends this server name, or none when it is empty. */
  static SSLEngine client(String serverName, String... protocols) {
    try {
      SSLContext context = Library.JSSE.context();
      context.init(null, trust().getTrustManagers(), null);
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      if (protocols.length > 0) {
        parameters.setProtocols(protocols);
      }
      if (!serverName.isEmpty()) {
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
      }
      engine.setSSLParameters(parameters);
      return engine;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManagerFactory trust() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", CA.certificate());
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    return factory;
  }

  private Contexts() {}
}
