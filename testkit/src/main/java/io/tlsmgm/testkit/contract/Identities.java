package io.tlsmgm.testkit.contract;

import io.tlsmgm.api.KeyType;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.KeyKind;
import io.tlsmgm.testkit.LeafBuilder;
import io.tlsmgm.testkit.TestCa;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The certificates of all contracts, made once per process. */
final class Identities {
  /** The name of every server. */
  static final String SERVER_NAME = "sip.example.test";

  /** Whom everybody trusts. */
  static final TestCa CA = TestCa.create("Contract CA");

  /** An authority below {@link #CA}. */
  static final TestCa INTERMEDIATE = CA.intermediate("Contract Intermediate CA");

  private static final Map<String, Issued> MADE = new ConcurrentHashMap<>();

  private Identities() {}

  /** A server with a key of this type. */
  static Issued server(KeyType type) {
    return MADE.computeIfAbsent("server " + type, name -> leaf(name, type).issue());
  }

  /** A client with a key of this type, below an intermediate authority. */
  static Issued client(KeyType type) {
    return MADE.computeIfAbsent(
        "client " + type,
        name -> keyed(INTERMEDIATE.leaf(name).email("alice@example.test"), type).issue());
  }

  private static LeafBuilder leaf(String name, KeyType type) {
    return keyed(CA.leaf(name).dns(SERVER_NAME), type);
  }

  private static LeafBuilder keyed(LeafBuilder leaf, KeyType type) {
    return switch (type) {
      case EC -> leaf.keyKind(KeyKind.EC_P256);
      case RSA -> leaf.keyKind(KeyKind.RSA_2048);
      case ED25519 -> leaf.keyKind(KeyKind.ED25519);
      case ED448 -> leaf.keyKind(KeyKind.ED448);
      case RSASSA_PSS -> leaf.keyPair(generate("RSASSA-PSS"));
      case DSA -> leaf.keyPair(generate("DSA"));
    };
  }

  private static KeyPair generate(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no " + algorithm + " keys", e);
    }
  }
}
