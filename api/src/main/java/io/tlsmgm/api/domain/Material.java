package io.tlsmgm.api.domain;

import java.nio.file.Path;

/** Where the contents of a certificate, key, CA list or DH parameters come from. */
public sealed interface Material {
  /**
   * A file of a script domain.
   *
   * @param path absolute, or relative to the working directory
   * @param written the path as the operator wrote it, which {@code tls_list} shows
   * @param location {@code FILE:LINE} of the parameter; empty for a default
   */
  record File(Path path, String written, String location) implements Material {}

  /**
   * PEM text of a database row or of an API call.
   *
   * @param pem the text, possibly a private key
   * @param location where it is from, such as a table's row
   */
  record Inline(String pem, String location) implements Material {
    /** Names the place and never the text. */
    @Override
    public String toString() {
      return "Inline[" + location + "]";
    }
  }

  /** Where the parameter stands. */
  String location();

  /** The path as written, or empty when there is no file: what {@code tls_list} shows. */
  default String fileName() {
    return this instanceof File file ? file.written() : "";
  }
}
