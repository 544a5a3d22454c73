package io.tlsmgm.cli;

import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.pki.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords of private keys from a file. A password never is an option's value: every user of the
 * machine can read command lines.
 */
final class KeyPasswords implements PasswordSource {
  private static final String ANY = "";

  private final Map<String, String> byDomain;

  private KeyPasswords(Map<String, String> byDomain) {
    this.byDomain = byDomain;
  }

  static KeyPasswords none() {
    return new KeyPasswords(Map.of());
  }

  /** Reads {@code [DOMAIN]PASSWORD} lines; one without brackets is for every other domain. */
  static KeyPasswords read(Path file) throws CommandFailedException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new CommandFailedException(
          "--key-password-file " + file + " cannot be read: " + Reasons.of(e));
    }
    Map<String, String> byDomain = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty()) {
        continue;
      }
      int end = line.startsWith("[") ? line.indexOf(']') : -1;
      String domain = end > 0 ? line.substring(1, end) : ANY;
      if (byDomain.put(domain, line.substring(end + 1)) != null) {
        throw new CommandFailedException(
            file
                + ":"
                + (i + 1)
                + ": a second password for "
                + (domain.isEmpty() ? "every domain" : "domain " + domain)
                + "; one line each");
      }
    }
    return new KeyPasswords(byDomain);
  }

  @Override
  public Optional<char[]> password(TlsDomain domain) {
    String password = byDomain.getOrDefault(domain.name(), byDomain.get(ANY));
    return Optional.ofNullable(password).map(String::toCharArray);
  }
}
