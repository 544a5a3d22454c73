package io.tlsmgm.cli;

import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.clients.PemContents;
import io.tlsmgm.manager.ManagedDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a domain that a client is told of.
 *
 * @param certificate the chain
 * @param privateKey the key
 * @param ca CAs in a file
 * @param caDirectory CAs in a directory, by subject hash
 * @param crl revocation lists in a file
 * @param crlDirectory revocation lists in a directory
 * @param lists how many of those there are
 */
record EnvFiles(
    Optional<Path> certificate,
    Optional<Path> privateKey,
    Optional<Path> ca,
    Optional<Path> caDirectory,
    Optional<Path> crl,
    Optional<Path> crlDirectory,
    int lists) {

  /**
   * Those that the configuration names.
   *
   * @throws IllegalArgumentException when the domain is in a database and has none
   */
  static EnvFiles named(ManagedDomain domain) {
    TlsDomain definition = domain.definition();
    return new EnvFiles(
        path(domain, definition.certificate()),
        path(domain, definition.privateKey()),
        path(domain, definition.caList()),
        definition
            .caDir()
            // The default directory is not missed.
            .filter(dir -> !dir.location().isEmpty() || Files.exists(dir.path()))
            .map(dir -> dir.path().toAbsolutePath()),
        Optional.empty(),
        definition.crlDir().map(dir -> dir.path().toAbsolutePath()),
        lists(domain));
  }

  private static int lists(ManagedDomain domain) {
    return domain.verifier().revocationLists().map(List::size).orElse(0);
  }

  private static Optional<Path> path(ManagedDomain domain, Optional<Material> material) {
    if (material.isPresent() && material.get() instanceof Material.Inline) {
      throw new IllegalArgumentException(
          "TLS client domain '"
              + domain.name()
              + "' is in a database, and clients take files: add --write DIR");
    }
    return material.map(m -> ((Material.File) m).path().toAbsolutePath());
  }

  /** Those that were written. */
  static EnvFiles written(ManagedDomain domain, PemContents.Paths paths) {
    return new EnvFiles(
        paths.certificate(),
        paths.privateKey(),
        paths.ca(),
        Optional.empty(),
        paths.crl(),
        Optional.empty(),
        lists(domain));
  }
}
