package io.tlsmgm.benchmarks.engines;

import javax.net.ssl.SSLParameters;

/**
 * Parameters with the one group of {@link Terms}. {@link SSLParameters} has the method since Java
 * 20; Conscrypt looks for it by name. Public for that look alone.
 */
public final class PinnedGroup extends SSLParameters {
  PinnedGroup(String[] protocols, String[] suites) {
    super(suites, protocols);
  }

  /** The group's name. */
  @SuppressWarnings("MissingOverride") // Java 17 has nothing to override.
  public String[] getNamedGroups() {
    return new String[] {Terms.GROUP};
  }
}
