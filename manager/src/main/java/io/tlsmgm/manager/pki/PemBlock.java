package io.tlsmgm.manager.pki;

import java.util.Map;

/** One PEM block. Immutable, as long as no one writes to its content. */
final class PemBlock {
  private final int index;
  private final String type;
  private final int line;
  private final Map<String, String> headers;
  private final byte[] content;

  /**
   * A block as it was found.
   *
   * @param index its place in the text, from 1
   * @param type what stands behind {@code BEGIN}
   * @param line the line of its {@code BEGIN}, from 1
   * @param headers RFC 1421 headers, of encrypted traditional keys
   * @param content the decoded bytes, possibly of a private key
   */
  PemBlock(int index, String type, int line, Map<String, String> headers, byte[] content) {
    this.index = index;
    this.type = type;
    this.line = line;
    this.headers = Map.copyOf(headers);
    this.content = content;
  }

  /** How messages call a block. */
  static String where(int index, String type, int line) {
    return "block " + index + " (" + LogText.escape(type) + ", line " + line + ")";
  }

  /** How messages call it. */
  String where() {
    return where(index, type, line);
  }

  int index() {
    return index;
  }

  String type() {
    return type;
  }

  int line() {
    return line;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] content() {
    return content;
  }

  boolean isCertificate() {
    return type.equals("CERTIFICATE") || type.equals("X509 CERTIFICATE");
  }

  boolean isPrivateKey() {
    return type.endsWith("PRIVATE KEY");
  }

  boolean isCrl() {
    return type.equals("X509 CRL");
  }

  /** Names the block, never the content. */
  @Override
  public String toString() {
    return where();
  }
}
