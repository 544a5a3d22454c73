package io.tlsmgm.api;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key and the certificate chain that goes with it.
 *
 * @param privateKey the key of the first certificate
 * @param chain the leaf first, then the intermediates that are sent with it; never empty
 */
public record KeyEntry(PrivateKey privateKey, List<X509Certificate> chain) {
  /** Copies the chain. */
  public KeyEntry {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a key entry needs at least one certificate");
    }
  }

  /** The first certificate of the chain. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** Names the leaf, never the key. */
  @Override
  public String toString() {
    return "KeyEntry[" + leaf().getSubjectX500Principal() + "]";
  }
}
