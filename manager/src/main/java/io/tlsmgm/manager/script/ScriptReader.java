package io.tlsmgm.manager.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the TLS part of an {@code opensips.cfg}, of version 2.x or 3.x, by the manual of the {@code
 * tls_mgm} module. Everything that is not about TLS is skipped without complaint. Where the manual
 * is silent, these are the choices:
 *
 * <ul>
 *   <li><b>Order.</b> A definition may come after the lines that use it. {@code match_ip_address}
 *       and {@code match_sip_domain} add up, of other parameters the last line wins.
 *   <li><b>Blanks</b> around values, names and the items of lists do not count.
 *   <li><b>Included files.</b> {@code include_file "NAME"} and {@code import_file "NAME"} are
 *       followed, the latter only if there is such a file. A relative name is looked for beside the
 *       main file, then beside the including one. Key and certificate files are relative to the
 *       main file wherever their line stands. A file that includes itself is an error, and so is a
 *       missing one, except inside a route block, where it is a warning.
 *   <li><b>Preprocessors</b> ({@code m4}, or what {@code opensips -p} runs) are not run: the file
 *       is to be read after them. A value that still holds {@code ${NAME}}, {@code __NAME__} or
 *       <code>{{ name }}</code> is an error. What {@code #} starts is a comment, {@code #!define}
 *       of other programs included.
 *   <li><b>Modules.</b> Of a list such as {@code "proto_tls|tls_mgm"} it is enough that one is
 *       {@code tls_mgm}. Of {@code proto_tls} and {@code proto_wss} only {@code
 *       tls_client_domain_avp} (as 2.x documents it), {@code tls_port} and {@code wss_port} are
 *       read.
 *   <li><b>The name {@code default}</b> is that of the 2.x domain of last resort, also when a
 *       definition in the style of 3.x uses it. Values without {@code [domain]} make it exist for
 *       both roles.
 *   <li><b>A broken statement</b> costs itself only: reading goes on with the next line, so that
 *       all problems are found at once.
 *   <li><b>Encoding</b> is UTF-8. Other bytes are tolerated in comments and are an error in values.
 * </ul>
 */
public final class ScriptReader {
  /** The default of {@code tls_library}: the only library that is found. */
  public static final String DEFAULT_TLS_LIBRARY = "auto";

  /** Every value of {@code tls_library}. */
  public static final List<String> TLS_LIBRARIES =
      List.of(DEFAULT_TLS_LIBRARY, "none", "openssl", "wolfssl", "jsse");

  private ScriptReader() {}

  /**
   * Reads a file. Relative names in it are relative to its directory, and so are the defaults
   * {@code tls/cert.pem} and {@code tls/ckey.pem}.
   *
   * @return what it says, with everything that is wrong in {@link Script#problems()}
   * @throws IOException when the file itself cannot be read
   */
  public static Script read(Path file) throws IOException {
    String text = decode(Files.readAllBytes(file));
    Path real = file.toRealPath();
    Path parent = file.toAbsolutePath().getParent();
    return parse(file.toString(), parent == null ? real : parent, text, Optional.of(real));
  }

  /**
   * Reads a text. Included files are read from the disk.
   *
   * @param fileName the name of the file for messages
   * @param directory what relative names are relative to
   * @return what it says, with everything that is wrong in {@link Script#problems()}; never throws,
   *     whatever the text is
   */
  public static Script parse(String fileName, Path directory, String text) {
    return parse(fileName, directory, text, Optional.empty());
  }

  private static Script parse(
      String fileName, Path directory, String text, Optional<Path> realPath) {
    ProblemLog problems = new ProblemLog();
    Lexer lexer = new Lexer(fileName, directory, text, problems);
    ScriptBuilder script = new ScriptBuilder(directory, problems);
    new StatementReader(new TokenSource(lexer, realPath, problems), script, problems).read();
    return script.build();
  }

  /** Text in UTF-8; what is not becomes U+FFFD, which no value may hold. */
  static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
