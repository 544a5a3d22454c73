package io.tlsmgm.benchmarks.engines;

import io.tlsmgm.api.NamedGroup;

/** The groups that are measured. */
public enum Group {
  /** RFC 7748. */
  X25519(NamedGroup.X25519),
  /** secp256r1. */
  P256(NamedGroup.SECP256R1);

  private final NamedGroup group;

  Group(NamedGroup group) {
    this.group = group;
  }

  /** By the name of the registry. */
  public NamedGroup named() {
    return group;
  }
}
