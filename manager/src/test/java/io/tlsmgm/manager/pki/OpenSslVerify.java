package io.tlsmgm.manager.pki;

import io.tlsmgm.api.Role;
import io.tlsmgm.manager.pki.Verdict.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One question to two judges: {@code openssl verify} and {@link ChainVerifier}. */
final class OpenSslVerify {
  /** How revocation is checked. */
  enum Revoked {
    NOT,
    LEAF,
    ALL
  }

  private static final Pattern ERROR = Pattern.compile("(?m)^error (\\d+) at (\\d+) depth lookup");

  private final Path dir;
  private final List<X509Certificate> sent = new ArrayList<>();
  private final List<X509Certificate> trusted = new ArrayList<>();
  private final List<X509CRL> lists = new ArrayList<>();
  private Revoked revoked = Revoked.NOT;
  private Role verifier = Role.CLIENT;
  private Instant now = Instant.now();

  OpenSslVerify(Path dir) {
    this.dir = dir;
  }

  OpenSslVerify sent(List<X509Certificate> chain) {
    sent.addAll(chain);
    return this;
  }

  OpenSslVerify sent(X509Certificate... chain) {
    return sent(List.of(chain));
  }

  OpenSslVerify trust(X509Certificate... certificates) {
    trusted.addAll(List.of(certificates));
    return this;
  }

  OpenSslVerify crls(Revoked mode, X509CRL... crls) {
    revoked = mode;
    lists.addAll(List.of(crls));
    return this;
  }

  /** A server that judges a client; without, a client judges a server. */
  OpenSslVerify asServer() {
    verifier = Role.SERVER;
    return this;
  }

  OpenSslVerify at(Instant time) {
    now = time;
    return this;
  }

  Verdict ours() {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try {
      ChainVerifier judge =
          revoked == Revoked.NOT
              ? ChainVerifier.trusting(trusted, clock)
              : ChainVerifier.trusting(trusted, lists, revoked == Revoked.ALL, clock);
      return judge.verify(sent, verifier);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Status theirs() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "verify",
                "-no-CAfile",
                "-no-CApath",
                "-no-CAstore",
                "-purpose",
                verifier == Role.SERVER ? "sslclient" : "sslserver",
                "-verify_depth",
                "3",
                "-auth_level",
                "1",
                "-attime",
                Long.toString(now.getEpochSecond())));
    try {
      if (!trusted.isEmpty()) {
        command.add("-CAfile");
        command.add(write("trusted.pem", trusted));
      }
      if (sent.size() > 1) {
        command.add("-untrusted");
        command.add(write("untrusted.pem", sent.subList(1, sent.size())));
      }
      if (revoked != Revoked.NOT) {
        command.add(revoked == Revoked.ALL ? "-crl_check_all" : "-crl_check");
        // The option alone checks nothing: -crl_check_all only widens -crl_check.
        if (revoked == Revoked.ALL) {
          command.add("-crl_check");
        }
        if (!lists.isEmpty()) {
          command.add("-CRLfile");
          StringBuilder pem = new StringBuilder();
          for (X509CRL list : lists) {
            pem.append(pem("X509 CRL", list.getEncoded()));
          }
          command.add(Files.writeString(dir.resolve("crls.pem"), pem).toString());
        }
      }
      command.add(write("leaf.pem", sent.subList(0, 1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    OpenSsl.Result result = OpenSsl.run(command);
    Matcher error = ERROR.matcher(result.output());
    if (error.find()) {
      return status(Integer.parseInt(error.group(1)), result.output());
    }
    if (!result.output().contains("leaf.pem: OK")) {
      throw new IllegalStateException("not understood: " + result.output());
    }
    return Status.VERIFIED;
  }

  private String write(String name, List<X509Certificate> certificates)
      throws IOException, GeneralSecurityException {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      pem.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(dir.resolve(name), pem).toString();
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /** {@code X509_V_ERR_} codes of OpenSSL 3. */
  private static Status status(int code, String output) {
    return switch (code) {
      case 2, 20, 21 -> Status.UNKNOWN_ISSUER;
      case 3, 33, 44 -> Status.CRL_MISSING;
      case 7 -> Status.BAD_SIGNATURE;
      case 8 -> Status.CRL_BAD_SIGNATURE;
      case 9 -> Status.NOT_YET_VALID;
      case 10 -> Status.EXPIRED;
      case 11 -> Status.CRL_NOT_YET_VALID;
      case 12 -> Status.CRL_EXPIRED;
      case 18 -> Status.SELF_SIGNED;
      case 19 -> Status.SELF_SIGNED_IN_CHAIN;
      case 22 -> Status.PATH_TOO_LONG;
      case 23 -> Status.REVOKED;
      case 25 -> Status.PATH_LENGTH_EXCEEDED;
      case 26, 32 -> Status.WRONG_PURPOSE;
      case 34, 40 -> Status.UNHANDLED_EXTENSION;
      case 35, 36 -> Status.CRL_UNUSABLE;
      case 47, 48, 49, 50, 51, 52, 53 -> Status.NAME_NOT_PERMITTED;
      case 66, 67, 68 -> Status.TOO_WEAK;
      case 79 -> Status.NOT_A_CA;
      default -> throw new IllegalStateException("unknown code: " + output);
    };
  }
}
