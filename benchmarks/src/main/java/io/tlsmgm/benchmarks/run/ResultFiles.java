package io.tlsmgm.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the results of each step are, and what was printed on the way. */
record ResultFiles(Path directory) {
  private static final String LOG = "log";

  void create() throws IOException {
    Files.createDirectories(log());
  }

  /** The directory of what was printed. */
  Path log() {
    return directory.resolve(LOG);
  }

  Path log(Step step) {
    return log().resolve(Naming.file(step) + ".txt");
  }

  /** Writes the results of a step; a reader of the directory never sees half a file. */
  void write(Step step, String json) throws IOException {
    Path part = Files.createTempFile(log(), "part", ".tmp");
    try {
      Files.writeString(part, json, StandardCharsets.UTF_8);
      Files.move(
          part, directory.resolve(Naming.file(step) + ".json"), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
