package io.tlsmgm.conscrypt;

import javax.net.ssl.SSLParameters;

/**
 * Parameters that name groups on every Java version.
 *
 * <p>{@link SSLParameters} has {@code getNamedGroups} since Java 20. Conscrypt runs on older
 * versions too, so it looks the method up by its name in whatever object it is given; this class
 * has it on all of them. It is public, with a package that is exported, for that look-up alone.
 */
public final class GroupParameters extends SSLParameters {
  private final String[] groups;

  private GroupParameters(String[] groups) {
    this.groups = groups.clone();
  }

  /** A copy of {@code source} with {@code groups}, by their IANA names. */
  static SSLParameters copyOf(SSLParameters source, String[] groups) {
    GroupParameters copy = new GroupParameters(groups);
    copy.setProtocols(source.getProtocols());
    copy.setCipherSuites(source.getCipherSuites());
    if (source.getNeedClientAuth()) {
      copy.setNeedClientAuth(true);
    } else {
      copy.setWantClientAuth(source.getWantClientAuth());
    }
    copy.setAlgorithmConstraints(source.getAlgorithmConstraints());
    copy.setEndpointIdentificationAlgorithm(source.getEndpointIdentificationAlgorithm());
    copy.setUseCipherSuitesOrder(source.getUseCipherSuitesOrder());
    if (source.getServerNames() != null) {
      copy.setServerNames(source.getServerNames());
    }
    if (source.getSNIMatchers() != null) {
      copy.setSNIMatchers(source.getSNIMatchers());
    }
    copy.setApplicationProtocols(source.getApplicationProtocols());
    copy.setEnableRetransmissions(source.getEnableRetransmissions());
    copy.setMaximumPacketSize(source.getMaximumPacketSize());
    return copy;
  }

  /** The names of the groups, in order; overrides {@code SSLParameters} where it has the method. */
  @SuppressWarnings("MissingOverride") // Java 17 has nothing to override.
  public String[] getNamedGroups() {
    return groups.clone();
  }
}
