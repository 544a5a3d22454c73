package io.tlsmgm.benchmarks.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.tlsmgm.benchmarks.report.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Where the results of each step are, and what was printed on the way.
 *
 * @param directory of the results
 * @param rounds what results of the same rounds have in common, and others do not
 */
record ResultFiles(Path directory, String rounds) {
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

  /** For a group that is measured now. */
  ResultFiles newRounds() {
    return new ResultFiles(directory, UUID.randomUUID().toString());
  }

  /** Writes the results of a step; a reader of the directory never sees half a file. */
  void write(Step step, String results) throws IOException {
    JsonArray marked = JsonParser.parseString(results).getAsJsonArray();
    marked.forEach(result -> result.getAsJsonObject().addProperty(Result.ROUNDS, rounds));
    String json = marked.toString();
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
