package io.tlsmgm.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An inclusive range of protocol versions.
 *
 * @param min the oldest version allowed
 * @param max the newest version allowed, not older than {@code min}
 */
public record ProtocolRange(ProtocolVersion min, ProtocolVersion max) {
  /** Every version that this project names. */
  public static final ProtocolRange ALL =
      new ProtocolRange(ProtocolVersion.TLSV1, ProtocolVersion.TLSV1_3);

  /** Checks the order of the bounds. */
  public ProtocolRange {
    if (min.compareTo(max) > 0) {
      throw new IllegalArgumentException(min + " is newer than " + max);
    }
  }

  /** The range of exactly one version. */
  public static ProtocolRange of(ProtocolVersion version) {
    return new ProtocolRange(version, version);
  }

  /** Whether {@code version} lies inside. */
  public boolean contains(ProtocolVersion version) {
    return version.compareTo(min) >= 0 && version.compareTo(max) <= 0;
  }

  /** The versions inside, oldest first. */
  public List<ProtocolVersion> versions() {
    return Arrays.stream(ProtocolVersion.values()).filter(this::contains).toList();
  }

  /**
   * The smallest range that holds every version which is both in this range and in {@code
   * available}; empty when there is none.
   */
  public Optional<ProtocolRange> narrowTo(Collection<ProtocolVersion> available) {
    List<ProtocolVersion> both = versions().stream().filter(available::contains).toList();
    return both.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProtocolRange(both.get(0), both.get(both.size() - 1)));
  }

  /** As an operator writes it: {@code TLSv1_2} or {@code TLSv1_2-TLSv1_3}. */
  @Override
  public String toString() {
    return min == max ? min.methodName() : min.methodName() + "-" + max.methodName();
  }
}
