package io.tlsmgm.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * JSON for people and scripts: indented, and with the characters of paths and filters as they are.
 */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create();

  private Json() {}

  /** Writes a tree of maps, lists, strings, numbers, booleans and nulls. */
  static String write(Object tree) {
    return GSON.toJson(tree);
  }
}
