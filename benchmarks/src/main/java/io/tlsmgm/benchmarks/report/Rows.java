package io.tlsmgm.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the rows of a table are: whose engine, and what it is compared with. */
final class Rows {
  /** Whose code a row is. */
  enum Standing {
    /** This project's. */
    OURS,
    /** What a program could use in its place. */
    PEER,
    /** What no program could use: loops in C, and copies without TLS. */
    REFERENCE
  }

  /** The parameters that can name a row; the first that a result has does. */
  private static final List<String> PARAMS = List.of("kind", "server", "path", "library");

  private static final Map<String, String> RAW =
      Map.of(
          "JSSE", "RAW_JDK",
          "OPENSSL", "RAW_CONSCRYPT",
          "WOLFSSL_BUILTIN", "C_WOLFSSL_BUILTIN",
          "WOLFSSL_LIBCRYPTO", "C_WOLFSSL_LIBCRYPTO");

  /** In the order in which a reader looks for them; others come behind. */
  private static final List<String> ORDER =
      List.of(
          "JSSE",
          "OPENSSL",
          "WOLFSSL_BUILTIN",
          "WOLFSSL_LIBCRYPTO",
          "tlsmgm-jsse",
          "tlsmgm-openssl",
          "tlsmgm-wolfssl",
          "RAW_JDK",
          "RAW_CONSCRYPT",
          "RAW_TCNATIVE",
          "nginx",
          "haproxy",
          "stunnel",
          "C_WOLFSSL_BUILTIN",
          "C_WOLFSSL_LIBCRYPTO",
          "C_LIBSSL",
          "FLOOR");

  private Rows() {}

  /** The parameter that names the rows of results like this one; empty when the method does. */
  static Optional<String> param(Result result) {
    return PARAMS.stream().filter(result.params()::containsKey).findFirst();
  }

  /** Whether the rows are libraries or servers, and not ways to use one. */
  static boolean ofLibraries(Result result) {
    return param(result).filter(name -> name.equals("kind") || name.equals("server")).isPresent();
  }

  static String row(Result result) {
    return param(result).map(result::param).orElse(result.method());
  }

  static Standing standing(Result result) {
    String row = row(result);
    if (row.startsWith("C_") || row.equals("FLOOR")) {
      return Standing.REFERENCE;
    }
    String param = param(result).orElse("");
    boolean ours =
        switch (param) {
          case "kind" -> RAW.containsKey(row);
          case "server" -> row.startsWith("tlsmgm");
          default -> !row.equals("RAW");
        };
    return ours ? Standing.OURS : Standing.PEER;
  }

  /** The row of the library under this row, whose speed is what this one could have at most. */
  static Optional<String> raw(Result result) {
    if (param(result).filter("path"::equals).isPresent()) {
      return row(result).equals("RAW") ? Optional.empty() : Optional.of("RAW");
    }
    return Optional.ofNullable(RAW.get(row(result)));
  }

  static int order(String row) {
    int index = ORDER.indexOf(row);
    return index < 0 ? ORDER.size() : index;
  }
}
