package io.tlsmgm.jsse;

import io.tlsmgm.api.backend.EngineEnd;
import io.tlsmgm.api.backend.HelloOffer;
import io.tlsmgm.api.backend.TrialHandshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Asks the JDK's TLS whether its servers answer a client whose server name is no host name. They do
 * only where {@code -Djdk.tls.server.disableExtensions=server_name} makes them blind to it.
 */
final class ServerNameProbe {
  private static final String NAME = "host-name.example";

  private ServerNameProbe() {}

  /** Whether a name with an underscore comes to the same as one without. */
  static boolean takesAny() throws GeneralSecurityException {
    SSLContext context = JsseLibrary.newSslContext();
    context.init(new KeyManager[0], new TrustManager[0], null);
    byte[] hello;
    SSLEngine client = context.createSSLEngine();
    try {
      client.setUseClientMode(true);
      SSLParameters parameters = client.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(NAME)));
      client.setSSLParameters(parameters);
      ByteBuffer bytes = HelloOffer.bytes(client);
      hello = new byte[bytes.remaining()];
      bytes.get(hello);
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK's TLS offers nothing", e);
    } finally {
      EngineEnd.finish(client);
    }
    String usual = fate(context, hello);
    // Latin-1 has a character for each byte, so that places in the text are places in the hello.
    int place = new String(hello, StandardCharsets.ISO_8859_1).indexOf(NAME);
    hello[place + NAME.indexOf('-')] = '_';
    return fate(context, hello).equals(usual);
  }

  /** What a server without a key says to a client; it refuses in any case. */
  private static String fate(SSLContext context, byte[] hello) {
    SSLEngine server = context.createSSLEngine();
    server.setUseClientMode(false);
    try {
      TrialHandshake.run(ByteBuffer.wrap(hello.clone()), server);
      return "";
    } catch (SSLException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
