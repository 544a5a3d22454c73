package io.tlsmgm.manager.pki;

import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.domain.Material;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.MaterialPlace.Reporter;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.spec.DHParameterSpec;

/**
 * Reads the key material of domains. One loader serves one load of a whole configuration: what
 * domains share is read once and seen by all as it was then; the next load takes a new loader and
 * sees what has changed. Safe for use by several threads.
 */
public final class MaterialLoader {
  private final PasswordSource passwords;
  private final Clock clock;
  private final Instant now;
  private final FileView files = new FileView();
  private final MaterialCache cache = new MaterialCache(files);
  private final VerdictCache verdicts;

  /**
   * A loader that has read nothing yet.
   *
   * @param passwords of encrypted private keys
   * @param clock for the dates of certificates and lists, now and whenever a peer is verified
   */
  public MaterialLoader(PasswordSource passwords, Clock clock) {
    this(passwords, clock, new VerdictCache(VerdictCache.CAPACITY));
  }

  private MaterialLoader(PasswordSource passwords, Clock clock, VerdictCache verdicts) {
    this.passwords = passwords;
    this.clock = clock;
    this.now = clock.instant();
    this.verdicts = verdicts;
  }

  /**
   * A loader for the next load: it has read nothing yet. Its verifiers share the cache of verdicts
   * with those of this one, so that memory stays bounded however often a configuration is loaded.
   */
  public MaterialLoader next() {
    return new MaterialLoader(passwords, clock, verdicts);
  }

  /**
   * SHA-256 over the contents of every file and directory that a domain names, in hexadecimal, as
   * this loader sees them: when two loads of one definition agree in it, {@link #load} comes to the
   * same in both. Nothing is parsed.
   */
  public String inputs(TlsDomain domain) {
    MessageDigest digest = Trust.sha256();
    Stream.of(domain.certificate(), domain.privateKey(), domain.caList(), domain.dhParams())
        .flatMap(Optional::stream)
        .forEach(
            material -> {
              if (material instanceof Material.File file) {
                files.update(digest, file.path());
              }
            });
    domain.caDir().ifPresent(dir -> files.update(digest, dir.path(), true));
    domain.crlDir().ifPresent(dir -> files.update(digest, dir.path(), false));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * What could be read of a domain.
   *
   * @param key chain and key, whatever was wrong with the rest
   * @param all empty when there was an error
   */
  public record Loaded(Optional<KeyEntry> key, Optional<ResolvedMaterial> all) {
    /** What was read before. */
    public static Loaded of(ResolvedMaterial material) {
      return new Loaded(material.key(), Optional.of(material));
    }
  }

  /**
   * Reads everything of a domain, whatever is wrong with a part of it.
   *
   * @param sink gets every problem, with the place of the parameter, the file and the block; never
   *     a secret
   * @return empty when there was an error
   */
  public Optional<ResolvedMaterial> load(TlsDomain domain, Consumer<Problem> sink) {
    return loadParts(domain, sink).all();
  }

  /** Like {@link #load}, and has the key even where something else is wrong. */
  public Loaded loadParts(TlsDomain domain, Consumer<Problem> sink) {
    Reporter reporter = new Reporter(domain, sink);
    Optional<KeyEntry> key = key(domain, reporter);
    Optional<Trust> trust = trust(domain, reporter);
    Optional<DHParameterSpec> dh =
        domain
            .dhParams()
            .flatMap(
                material ->
                    reporter.report(
                        MaterialPlace.of("dh_params", material),
                        parse(material, "dh_params", DhParameters::parse)));
    if (reporter.failed() || trust.isEmpty()) {
      return new Loaded(key, Optional.empty());
    }
    ChainVerifier verifier = new ChainVerifier(trust.get(), clock, verdicts);
    return new Loaded(key, Optional.of(new ResolvedMaterial(key, verifier, dh)));
  }

  private Optional<KeyEntry> key(TlsDomain domain, Reporter reporter) {
    if (domain.certificate().isEmpty() && domain.privateKey().isEmpty()) {
      if (domain.role() == Role.SERVER) {
        reporter.error(domain.location(), "a server domain needs certificate and private_key");
      }
      return Optional.empty();
    }
    if (domain.certificate().isEmpty() || domain.privateKey().isEmpty()) {
      Material alone = domain.certificate().or(domain::privateKey).orElseThrow();
      boolean key = domain.certificate().isEmpty();
      reporter.error(
          alone.location(),
          (key ? "private_key is set but certificate" : "certificate is set but private_key")
              + " is not; a domain has both or neither");
      return Optional.empty();
    }
    Material certificate = domain.certificate().get();
    MaterialPlace place = MaterialPlace.of("certificate", certificate);
    Optional<KeyReader.Chain> chain =
        reporter.report(place, parse(certificate, "chain", KeyReader::chain));
    Optional<PrivateKey> key = privateKey(domain, domain.privateKey().get(), reporter);
    if (chain.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    return reporter.report(
        place,
        cache.once(
            List.of(chain.get(), key.get()), () -> KeyReader.entry(key.get(), chain.get(), now)));
  }

  private Optional<PrivateKey> privateKey(TlsDomain domain, Material material, Reporter reporter) {
    MaterialPlace place = MaterialPlace.of("private_key", material);
    if (material instanceof Material.File file && MaterialFiles.openToOthers(file.path())) {
      reporter.warning(
          place,
          "every user of this machine can read or write it; make it private with chmod o-rwx");
    }
    Optional<PemBlock> block =
        reporter.report(place, parse(material, "key block", KeyReader::keyBlock));
    if (block.isEmpty()) {
      return Optional.empty();
    }
    String content = MaterialCache.digest(block.get().content());
    if (!EncryptedKeys.isEncrypted(block.get())) {
      return reporter.report(
          place,
          cache.once(
              "key " + block.get().where() + content,
              () -> KeyReader.key(block.get(), Optional.empty())));
    }
    Optional<char[]> password = passwords.password(domain);
    try {
      // One encrypted key and one password have one outcome, and it is slow to come by.
      return reporter.report(
          place,
          cache.once(
              "key " + block.get().where() + content + password.map(MaterialLoader::digest),
              () -> KeyReader.key(block.get(), password)));
    } finally {
      password.ifPresent(p -> Arrays.fill(p, '\0'));
    }
  }

  private static String digest(char[] password) {
    MessageDigest digest = Trust.sha256();
    for (char c : password) {
      digest.update((byte) (c >> 8));
      digest.update((byte) c);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private Optional<Trust> trust(TlsDomain domain, Reporter reporter) {
    Optional<List<CertificateView>> list =
        domain
            .caList()
            .flatMap(
                material ->
                    reporter.report(
                        MaterialPlace.of("ca_list", material),
                        parse(material, "ca_list", TrustReader::list)));
    Optional<List<CertificateView>> directory =
        domain
            .caDir()
            // The default directory is not missed.
            .filter(dir -> !dir.location().isEmpty() || Files.exists(dir.path()))
            .flatMap(
                dir ->
                    reporter.report(
                        MaterialPlace.of("ca_dir", dir),
                        cache.once(
                            "ca_dir " + dir.path(),
                            () -> TrustReader.directory(files, dir.path()))));
    Optional<List<CrlView>> lists =
        domain
            .crlDir()
            .flatMap(
                dir ->
                    reporter.report(
                        MaterialPlace.of("crl_dir", dir),
                        cache.once(
                            "crl_dir " + dir.path(),
                            () -> CrlReader.directory(files, dir.path(), now))));
    if (domain.crlCheckAll() && domain.crlDir().isEmpty()) {
      reporter.warning(domain.location(), "crl_check_all does nothing without crl_dir");
    }
    if (reporter.failed()) {
      return Optional.empty();
    }
    List<CertificateView> trusted = new ArrayList<>(list.orElse(List.of()));
    trusted.addAll(directory.orElse(List.of()));
    if (domain.verifyCert() && trusted.isEmpty()) {
      reporter.warning(
          domain.location(),
          "verify_cert is 1, but neither ca_list nor ca_dir has a certificate: every certificate"
              + " of a peer is refused");
    }
    // Domains that say the same share one.
    record Same(
        Optional<Identity> list,
        Optional<Identity> directory,
        Optional<Identity> crls,
        boolean wholeChain) {}
    return cache
        .once(
            new Same(
                list.map(Identity::new),
                directory.map(Identity::new),
                lists.map(Identity::new),
                domain.crlCheckAll()),
            () ->
                Parsed.of(
                    new Trust(
                        new TrustStore(trusted),
                        lists.map(crls -> new Revocation(crls, domain.crlCheckAll())))))
        .value();
  }

  /** One and the same object, which the cache gives out for one and the same content. */
  private record Identity(Object object) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Identity identity && object == identity.object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  private <T> Parsed<T> parse(Material material, String kind, Function<String, Parsed<T>> parser) {
    Parsed<String> text =
        material instanceof Material.File file
            ? cache.text(file.path())
            : MaterialFiles.limited(((Material.Inline) material).pem());
    return text.value().isPresent()
        ? cache.parse(kind, text.value().get(), parser)
        : new Parsed<>(Optional.empty(), text.findings());
  }
}
