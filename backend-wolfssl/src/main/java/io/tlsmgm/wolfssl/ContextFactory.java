package io.tlsmgm.wolfssl;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.ClientAuth;
import io.tlsmgm.api.KeyEntry;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.SessionPolicy;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsContextException;
import io.tlsmgm.api.backend.ContextSettings;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.DHParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes the native contexts of one domain.
 *
 * @param libcrypto whether the system's libcrypto does what it can
 */
record ContextFactory(
    TlsContextConfig config, ContextSettings settings, Abilities abilities, boolean libcrypto) {
  /** RFC 8446 section 4.6.1: a ticket lives for seven days at most. */
  private static final long LONGEST_LIFETIME = 7 * 24 * 3600;

  /** A context with everything of the domain, and these sessions. */
  ContextHandle make(SessionPolicy sessions) throws TlsContextException {
    long created = Native.contextNew(config.role() == Role.SERVER);
    if (created < 0) {
      throw refused(config, "no context", (int) created);
    }
    ContextHandle handle = new ContextHandle(created);
    boolean complete = false;
    try {
      if (libcrypto) {
        // First: keys that are loaded later learn of it.
        check(config, "the crypto device", Native.contextLibcrypto(created));
      }
      configure(sessions, created);
      complete = true;
      return handle;
    } finally {
      if (!complete) {
        handle.release();
      }
    }
  }

  private void configure(SessionPolicy sessions, long context) throws TlsContextException {
    List<ProtocolVersion> versions =
        EngineSettings.usable(settings.protocols(), settings.cipherSuites());
    if (versions.isEmpty()) {
      throw new TlsContextException(
          "domain "
              + config.domain()
              + ": ciphers_list: none of its suites is for a protocol of tls_method ("
              + settings.protocols()
              + ")");
    }
    check(
        config,
        "tls_method",
        Native.contextProtocols(
            context, versions.get(0).code(), versions.get(versions.size() - 1).code()));
    check(
        config,
        "ciphers_list",
        Native.contextSuites(context, EngineSettings.codes(settings.cipherSuites())));
    useGroups(context);
    if (config.key().isPresent()) {
      useKey(config, context);
    }
    if (config.role() == Role.SERVER) {
      useDhParameters(config, settings, context);
    }
    if (config.role() == Role.SERVER) {
      check(
          config,
          "verify_cert",
          Native.contextClientAuth(context, EngineSettings.code(config.clientAuth())));
      nameAuthorities(config, context);
    }
    long lifetime = Math.min(LONGEST_LIFETIME, sessions.lifetime().toSeconds());
    check(
        config,
        "sessions",
        Native.contextTickets(context, sessions.enabled() ? (int) lifetime : 0));
  }

  private void useGroups(long context) throws TlsContextException {
    List<NamedGroup> groups = groups();
    if (groups.isEmpty()) {
      return;
    }
    int[] codes = groups.stream().mapToInt(NamedGroup::code).toArray();
    boolean held = config.role() == Role.SERVER && !settings.groups().isEmpty();
    int only = held && groups.size() == 1 ? nid(groups.get(0)) : 0;
    byte @Nullable [] curves = held && only == 0 ? names(groups) : null;
    check(config, "ec_curve", Native.contextGroups(context, codes, curves, only));
  }

  /** OpenSSL's number of a curve whose name wolfSSL's lists do not know, or 0. */
  private static int nid(NamedGroup group) {
    return switch (group) {
      case SECP256K1 -> 714;
      case BRAINPOOLP256R1 -> 927;
      case BRAINPOOLP384R1 -> 931;
      case BRAINPOOLP512R1 -> 933;
      default -> 0;
    };
  }

  /** In order of preference. */
  List<NamedGroup> groups() {
    if (!settings.groups().isEmpty()) {
      return settings.groups();
    }
    // RFC 7919: a client that names a finite field group cannot be given a server's dh_params
    // any more, so clients name none, and servers take them from those that do.
    return abilities.defaultGroups().stream()
        .filter(group -> config.role() == Role.SERVER || !isFiniteField(group))
        .toList();
  }

  /**
   * The curves among them, as wolfSSL calls them.
   *
   * @throws TlsContextException for one that it has no name for: the server would not take it, or
   *     every curve
   */
  private byte[] names(List<NamedGroup> groups) throws TlsContextException {
    List<String> names = new ArrayList<>();
    for (NamedGroup group : groups) {
      switch (group) {
        case SECP256R1, SECP384R1, SECP521R1, X25519, X448 -> names.add(group.opensslName());
        default -> {
          if (!isFiniteField(group)) {
            throw new TlsContextException(
                "domain "
                    + config.domain()
                    + ": ec_curve: a wolfSSL server takes "
                    + group.ianaName()
                    + " as its only group; several can be of P-256, P-384, P-521, X25519 and X448");
          }
        }
      }
    }
    return String.join(":", names).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The curves among the groups that are taken before TLS 1.3, where only the domain's own hold.
   */
  List<NamedGroup> curves() {
    List<NamedGroup> groups =
        settings.groups().isEmpty() ? abilities.capabilities().groups() : settings.groups();
    return groups.stream().filter(group -> !isFiniteField(group)).toList();
  }

  private static boolean isFiniteField(NamedGroup group) {
    return group.ianaName().startsWith("ffdhe");
  }

  /**
   * Without parameters clients that do not name a group of RFC 7919 could not use DHE at all. With
   * a key that is not RSA nobody can, and wolfSSL takes a tenth of a second to check a prime.
   */
  private static void useDhParameters(
      TlsContextConfig config, ContextSettings settings, long context) throws TlsContextException {
    if (settings.cipherSuites().stream().noneMatch(suite -> suite.kx() == CipherSuite.Kx.DH)) {
      return;
    }
    boolean rsa =
        config.key().map(key -> key.privateKey().getAlgorithm().equals("RSA")).orElse(false);
    if (!rsa && config.dhParameters().isEmpty()) {
      return;
    }
    DHParameterSpec dh = config.dhParameters().orElse(Ffdhe2048.PARAMETERS);
    check(
        config,
        "dh_params",
        Native.contextDhParameters(
            context, unsigned(dh.getP().toByteArray()), unsigned(dh.getG().toByteArray())));
  }

  private static void useKey(TlsContextConfig config, long context) throws TlsContextException {
    KeyEntry key = config.key().orElseThrow();
    byte[] pkcs8 = key.privateKey().getEncoded();
    if (pkcs8 == null) {
      throw new TlsContextException(
          "domain "
              + config.domain()
              + ": private_key: wolfSSL needs the key itself, and this one does not leave its"
              + " token");
    }
    try {
      StringBuilder pem = new StringBuilder();
      for (X509Certificate certificate : key.chain()) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      byte[] chain = pem.toString().getBytes(StandardCharsets.US_ASCII);
      check(config, "private_key", Native.contextKey(context, chain, pkcs8));
    } catch (CertificateEncodingException e) {
      throw new TlsContextException("domain " + config.domain() + ": certificate: " + e, e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static void nameAuthorities(TlsContextConfig config, long context)
      throws TlsContextException {
    if (config.clientAuth() == ClientAuth.NONE) {
      return;
    }
    for (X509Certificate authority : config.trustManager().getAcceptedIssuers()) {
      try {
        check(config, "ca_list", Native.contextAuthority(context, authority.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new TlsContextException("domain " + config.domain() + ": ca_list: " + e, e);
      }
    }
  }

  private static byte[] unsigned(byte[] number) {
    return number.length > 1 && number[0] == 0
        ? Arrays.copyOfRange(number, 1, number.length)
        : number;
  }

  private static void check(TlsContextConfig config, String setting, int error)
      throws TlsContextException {
    if (error != 0) {
      throw refused(config, setting, error);
    }
  }

  private static TlsContextException refused(TlsContextConfig config, String setting, int error) {
    return new TlsContextException(
        "domain "
            + config.domain()
            + ": wolfSSL refuses "
            + setting
            + ": "
            + Native.errorText(error)
            + " ("
            + error
            + ")");
  }
}
