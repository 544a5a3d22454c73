package io.tlsmgm.manager.script;

import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A domain from values that stand elsewhere than in a script, such as the columns of a table. They
 * mean what they would mean in a script, and what is missing has the same default. Not thread-safe.
 */
public final class DomainDefinition {
  private final DomainDraft draft;
  private final DomainValues values;
  private final TlsDomain.Source source;
  private final String location;
  private final Path directory;

  /**
   * Starts a domain.
   *
   * @param location where it stands, for messages
   * @param directory what relative names are relative to, and where the default certificate and key
   *     are
   * @throws IllegalArgumentException when it cannot have this name
   */
  public DomainDefinition(
      String name, Role role, TlsDomain.Source source, String location, Path directory) {
    requireSound(name);
    this.draft = new DomainDraft(name, role, new Place(location, 0), false);
    this.values = new DomainValues(directory);
    this.source = source;
    this.location = location;
    this.directory = directory;
  }

  /**
   * Sets what a parameter of a domain sets.
   *
   * @param parameter its name in a script, such as {@code tls_method}; for certificates, keys and
   *     the like the value is the name of a file
   * @param value blanks around it do not count
   * @param location where the value stands, for messages
   * @throws IllegalArgumentException with what is wrong and what would be right
   */
  public DomainDefinition set(String parameter, String value, String location) {
    String text = value.strip();
    requireSound(text);
    values.parse(find(parameter), text, location).accept(draft);
    return this;
  }

  /** Sets a parameter whose place is that of the domain. */
  public DomainDefinition set(String parameter, String value) {
    return set(parameter, value, location);
  }

  /**
   * Sets {@code certificate}, {@code private_key}, {@code ca_list} or {@code dh_params} to the
   * contents that a file would have.
   *
   * @param location where they stand, for messages
   * @throws IllegalArgumentException when the parameter is none of these
   */
  public DomainDefinition setContents(String parameter, String pem, String location) {
    Optional<Material> material = Optional.of(new Material.Inline(pem, location));
    switch (find(parameter)) {
      case CERTIFICATE -> draft.certificate = material;
      case PRIVATE_KEY -> draft.privateKey = material;
      case CA_LIST -> draft.caList = material;
      case DH_PARAMS -> draft.dhParams = material;
      default -> throw new IllegalArgumentException(parameter + " names no file");
    }
    return this;
  }

  /** Sets contents whose place is that of the domain. */
  public DomainDefinition setContents(String parameter, String pem) {
    return setContents(parameter, pem, location);
  }

  /** The domain, with the defaults of a script. */
  public TlsDomain build() {
    return draft.build(source, directory);
  }

  private static Parameter find(String name) {
    return Parameter.find(name)
        .filter(parameter -> parameter.kind() == Parameter.Kind.DOMAIN)
        .orElseThrow(() -> new IllegalArgumentException(name + " is no parameter of a domain"));
  }

  private static void requireSound(String value) {
    String defect = Values.defect(value, false).orElse(null);
    if (defect != null) {
      throw new IllegalArgumentException(defect);
    }
  }
}
