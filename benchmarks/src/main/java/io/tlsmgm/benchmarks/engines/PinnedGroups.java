package io.tlsmgm.benchmarks.engines;

import javax.net.ssl.SSLParameters;

/**
 * Parameters with the groups of {@link Terms}. {@link SSLParameters} has the method since Java 20;
 * Conscrypt looks for it by name. Public for that look alone.
 */
public final class PinnedGroups extends SSLParameters {
  private final String[] groups;

  PinnedGroups(String[] protocols, String[] suites, String[] groups) {
    super(suites, protocols);
    this.groups = groups.clone();
  }

  /** The groups' names. */
  @SuppressWarnings("MissingOverride") // Java 17 has nothing to override.
  public String[] getNamedGroups() {
    return groups.clone();
  }
}
