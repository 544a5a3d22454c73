package io.tlsmgm.api.backend;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.KeyType;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager with exactly one key.
 *
 * <p>The key is presented whenever the handshake can use its type. The issuers that a peer names in
 * its CertificateRequest are a hint (RFC 8446 section 4.2.4) and decide nothing, as with OpenSSL: a
 * client of a domain has one certificate, and a server that does not want it says so.
 */
public final class SingleKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "domain";

  private final PrivateKey privateKey;
  private final X509Certificate[] chain;
  private final Set<String> types;

  /**
   * A manager of {@code key}.
   *
   * @throws IllegalArgumentException when the certificate's key is of no {@link KeyType}
   */
  public SingleKeyManager(KeyEntry key) {
    this.privateKey = key.privateKey();
    this.chain = key.chain().toArray(new X509Certificate[0]);
    KeyType type =
        KeyType.of(key.leaf().getPublicKey())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not a key for TLS: " + key.leaf().getPublicKey().getAlgorithm()));
    this.types = providerNames(type);
  }

  /** What providers call a key of this type when they ask for an alias. */
  private static Set<String> providerNames(KeyType type) {
    return switch (type) {
      case RSA -> Set.of("RSA");
      case RSASSA_PSS -> Set.of("RSASSA-PSS");
      case DSA -> Set.of("DSA");
      case EC -> Set.of("EC", "ECDSA");
      case ED25519 -> Set.of("EdDSA", "Ed25519");
      case ED448 -> Set.of("EdDSA", "Ed448");
    };
  }

  private @Nullable String alias(String @Nullable ... keyTypes) {
    return keyTypes != null && Arrays.stream(keyTypes).anyMatch(types::contains) ? ALIAS : null;
  }

  private String @Nullable [] aliases(String keyType) {
    return types.contains(keyType) ? new String[] {ALIAS} : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return ALIAS.equals(alias) ? chain.clone() : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return ALIAS.equals(alias) ? privateKey : null;
  }
}
