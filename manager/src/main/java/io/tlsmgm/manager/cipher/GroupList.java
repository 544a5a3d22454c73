package io.tlsmgm.manager.cipher;

import io.tlsmgm.api.NamedGroup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The value of {@code ec_curve}: one group for key exchange, or several in order of preference. */
public final class GroupList {
  private static final String ACCEPTED =
      "expected a comma or colon list of groups by IANA, OpenSSL or NIST name or object identifier,"
          + " such as X25519, secp256r1, prime256v1, P-384, ffdhe2048 or 1.3.132.0.35";

  private GroupList() {}

  /**
   * Reads a list of groups separated by commas or colons, with blanks around a name ignored. Case
   * does not matter. A group named twice, by whatever names, keeps its first place.
   *
   * @return at least one group
   * @throws IllegalArgumentException if a name is unknown or missing; the message quotes every
   *     unknown one and gives examples of what is accepted
   */
  public static List<NamedGroup> parse(String ecCurve) {
    Set<NamedGroup> groups = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String item : ecCurve.split("[,:]", -1)) {
      String name = item.strip();
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            "empty group name in " + Quoted.of(ecCurve) + "; " + ACCEPTED);
      }
      NamedGroup.ofName(name).ifPresentOrElse(groups::add, () -> unknown.add(Quoted.of(name)));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          (unknown.size() == 1 ? "unknown group " : "unknown groups ")
              + String.join(", ", unknown)
              + "; "
              + ACCEPTED);
    }
    return List.copyOf(groups);
  }
}
