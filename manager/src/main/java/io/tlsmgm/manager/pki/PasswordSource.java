package io.tlsmgm.manager.pki;

import io.tlsmgm.api.domain.TlsDomain;
import java.util.Optional;

/** Knows the passwords of encrypted private keys. Called from any thread. */
@FunctionalInterface
public interface PasswordSource {
  /** Knows none: an encrypted key is an error. */
  PasswordSource NONE = domain -> Optional.empty();

  /**
   * The password of the private key of {@code domain}. Asked only when the key is encrypted.
   *
   * @return an array of the caller's own, which is overwritten after use; empty when there is none
   */
  Optional<char[]> password(TlsDomain domain);
}
