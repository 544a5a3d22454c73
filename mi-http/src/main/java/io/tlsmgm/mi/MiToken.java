package io.tlsmgm.mi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The bearer token (RFC 6750) that a caller of the interface has to present. */
public final class MiToken {
  /** Shorter ones could be guessed. */
  public static final int MIN_LENGTH = 16;

  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final String SCHEME = "Bearer ";

  private final byte[] digest;

  private MiToken(byte[] digest) {
    this.digest = digest;
  }

  /**
   * A token.
   *
   * @param token letters, digits and {@code -._~+/}, then {@code =}; at least {@link #MIN_LENGTH}
   *     characters
   * @throws IllegalArgumentException when it is not; the message does not have it
   */
  public static MiToken of(String token) {
    if (token.length() < MIN_LENGTH || !SYNTAX.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "a token has at least "
              + MIN_LENGTH
              + " characters, of letters, digits and -._~+/; make one with openssl rand -hex 16");
    }
    return new MiToken(digest(token));
  }

  /**
   * The token that is the first line of a file.
   *
   * @throws IOException when the file cannot be read or its first line is no token
   */
  public static MiToken read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      return of(text.lines().findFirst().orElse("").strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Whether an Authorization header has this token; takes the same time wherever they differ. */
  boolean isIn(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(digest, digest(header.substring(SCHEME.length()).strip()));
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "MiToken";
  }
}
