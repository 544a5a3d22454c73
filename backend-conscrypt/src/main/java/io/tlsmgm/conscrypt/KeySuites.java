package io.tlsmgm.conscrypt;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.backend.ContextSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that a server presents its key in TLS 1.3, too.
 *
 * <p>Conscrypt asks a server's key manager for the key types of the enabled suites, and those of
 * TLS 1.3 name none: with these alone no certificate is ever set, and the handshake ends with
 * {@code internal_error}. A suite of TLS 1.2 that goes with the key has to be on, and TLS 1.2 off
 * where the domain does not allow that suite.
 */
final class KeySuites {
  private KeySuites() {}

  /** The settings to give to Conscrypt for {@code settings}, which allow nothing more. */
  static ContextSettings withKey(TlsContextConfig config, ContextSettings settings) {
    if (config.role() == Role.CLIENT || !settings.protocols().contains(ProtocolVersion.TLSV1_3)) {
      return settings;
    }
    boolean rsa =
        config.key().flatMap(key -> KeyType.of(key.leaf().getPublicKey())).orElseThrow()
            == KeyType.RSA;
    Au au = rsa ? Au.RSA : Au.ECDSA;
    if (settings.cipherSuites().stream().anyMatch(suite -> suite.au() == au)) {
      return settings;
    }
    List<CipherSuite> suites = new ArrayList<>(settings.cipherSuites());
    suites.add(
        rsa
            ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
    // With this key no older version could be negotiated anyway: none of its suites goes with it.
    return new ContextSettings(List.of(ProtocolVersion.TLSV1_3), suites, settings.groups());
  }
}
