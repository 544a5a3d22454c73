package io.tlsmgm.benchmarks.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * On what was measured: facts by name, in sections, all of them words for people.
 *
 * @param sections in their order
 */
public record Environment(Map<String, Map<String, String>> sections) {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Copies the map and keeps its order. */
  public Environment {
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    sections.forEach(
        (name, facts) -> copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(facts))));
    sections = Collections.unmodifiableMap(copy);
  }

  /** A fact, or nothing. */
  public String fact(String section, String name) {
    return sections.getOrDefault(section, Map.of()).getOrDefault(name, "");
  }

  /** Of a results directory; empty when it has none. */
  public static Environment read(Path directory) throws IOException {
    Path file = directory.resolve(ResultReader.ENVIRONMENT);
    if (!Files.exists(file)) {
      return new Environment(Map.of());
    }
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    try {
      JsonObject object =
          JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> section : object.entrySet()) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> fact :
            section.getValue().getAsJsonObject().entrySet()) {
          facts.put(fact.getKey(), fact.getValue().getAsString());
        }
        sections.put(section.getKey(), facts);
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(file + " does not describe an environment: " + e.getMessage(), e);
    }
    return new Environment(sections);
  }

  /** Into a results directory. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve(ResultReader.ENVIRONMENT),
        GSON.toJson(sections) + "\n",
        StandardCharsets.UTF_8);
  }
}
