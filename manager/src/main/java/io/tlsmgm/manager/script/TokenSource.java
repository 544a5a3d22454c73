package io.tlsmgm.manager.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tokens of a script and of the files that it includes, as one stream. */
final class TokenSource {
  // Far beyond any script; stops files that include each other in ever new ways.
  private static final int MAX_INCLUDES = 1000;
  private static final long MAX_INCLUDED_BYTES = 16 << 20;
  // Each recovery reads a string again: without a bound, a hostile text would take long.
  private static final int MAX_RECOVERIES = 1000;

  private final Path directory;
  private final ProblemLog problems;
  private final Deque<Lexer> files = new ArrayDeque<>();
  // What the files on the stack really are, to notice a cycle; the outermost may be unknown.
  private final List<Path> realPaths = new ArrayList<>();
  private @Nullable Token peeked;
  private int includes;
  private int recoveries;

  /**
   * Starts with the main file.
   *
   * @param file what {@code main} is, when it is a file
   */
  TokenSource(Lexer main, Optional<Path> file, ProblemLog problems) {
    this.directory = main.directory();
    this.problems = problems;
    files.push(main);
    realPaths.add(file.orElse(Path.of("")));
  }

  Token next() {
    Token token = peek();
    peeked = null;
    return token;
  }

  Token peek() {
    Token token = peeked == null ? current().next() : peeked;
    peeked = token;
    return token;
  }

  /** Goes back to the including file at an {@link Token.Kind#END}; false when there is none. */
  boolean leave() {
    if (files.size() == 1) {
      return false;
    }
    files.pop();
    realPaths.remove(realPaths.size() - 1);
    peeked = null;
    return true;
  }

  /** After a broken statement, reads on in the line after that of {@code token}. */
  void recover(Token token) {
    if (token.source() == current() && recoveries++ < MAX_RECOVERIES) {
      peeked = null;
      current().resumeAfterLineOf(token);
    }
  }

  /**
   * Puts the contents of a file in front of what is still to be read.
   *
   * @param required whether a missing file is a problem
   * @param inBlock whether it would hold the text of a block, without which all the rest is right
   */
  void include(Token name, boolean required, boolean inBlock) {
    Place place = problems.place(name);
    Path path;
    try {
      path = locate(name.text());
    } catch (InvalidPathException e) {
      problems.error(place, ProblemLog.quote(name.text()) + " is not a file name");
      return;
    }
    if (!Files.isRegularFile(path)) {
      String message =
          "cannot include " + ProblemLog.quote(path.toString()) + ": there is no such file";
      if (required && inBlock) {
        problems.warning(place, "", message);
      } else if (required) {
        problems.error(place, message);
      }
      return;
    }
    try {
      Path real = path.toRealPath();
      if (realPaths.contains(real)) {
        problems.error(place, "the file includes itself: " + cycle(real));
      } else if (++includes > MAX_INCLUDES) {
        problems.error(place, "more than " + MAX_INCLUDES + " files are included");
      } else if (Files.size(path) > MAX_INCLUDED_BYTES) {
        problems.error(
            place, ProblemLog.quote(path.toString()) + " is too large for a script (16 MiB)");
      } else {
        enter(path, real, ScriptReader.decode(Files.readAllBytes(path)));
      }
    } catch (IOException | SecurityException e) {
      problems.error(
          place, "cannot include " + ProblemLog.quote(path.toString()) + ": " + e.getMessage());
    }
  }

  private void enter(Path path, Path real, String text) {
    Path parent = path.toAbsolutePath().getParent();
    files.push(new Lexer(path.toString(), parent == null ? directory : parent, text, problems));
    realPaths.add(real);
  }

  /** Beside the main file, else beside the including file. */
  private Path locate(String name) {
    Path beside = directory.resolve(name);
    return Files.isRegularFile(beside) ? beside : current().directory().resolve(name);
  }

  private String cycle(Path real) {
    return realPaths.subList(realPaths.indexOf(real), realPaths.size()).stream()
            .map(Path::toString)
            .collect(Collectors.joining(" -> "))
        + " -> "
        + real;
  }

  private Lexer current() {
    return files.element();
  }
}
