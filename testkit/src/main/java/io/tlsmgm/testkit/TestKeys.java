package io.tlsmgm.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Key pairs by the JDK's own generators, so that every library can read them. */
final class TestKeys {
  /** RSA leaves take turns among this many keys: two leaves in a row never share one. */
  private static final int RSA_POOL = 3;

  private static final Map<String, KeyPair> POOL = new ConcurrentHashMap<>();
  private static final AtomicInteger TURN = new AtomicInteger();

  private TestKeys() {}

  /** A key pair that no one else has. */
  static KeyPair fresh(KeyKind kind) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.generator());
      switch (kind) {
        case EC_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
        case EC_P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        case RSA_2048 -> generator.initialize(2048);
        case RSA_3072 -> generator.initialize(3072);
        case ED25519, ED448 -> {
          // The algorithm's name says it all.
        }
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no " + kind + " keys", e);
    }
  }

  /** A key pair for a leaf; RSA keys are slow to make and so are used again. */
  static KeyPair forLeaf(KeyKind kind) {
    if (kind != KeyKind.RSA_2048 && kind != KeyKind.RSA_3072) {
      return fresh(kind);
    }
    int turn = Math.floorMod(TURN.getAndIncrement(), RSA_POOL);
    return POOL.computeIfAbsent(kind + "/" + turn, name -> fresh(kind));
  }
}
