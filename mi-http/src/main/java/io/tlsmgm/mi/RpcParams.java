package io.tlsmgm.mi;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of one call, by name; those given by position take the names of the method. */
final class RpcParams {
  private final Map<String, JsonElement> values = new LinkedHashMap<>();

  /**
   * Reads {@code params}.
   *
   * @param given an object, an array, or null for none
   * @param names of the method, in their order
   * @throws RpcException when there are others, or too many
   */
  RpcParams(@Nullable JsonElement given, List<String> names) throws RpcException {
    if (given instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        if (!names.contains(entry.getKey())) {
          throw RpcException.invalidParams(
              "there is no parameter '"
                  + RpcReader.quote(entry.getKey())
                  + "'; there "
                  + (names.isEmpty() ? "is none" : "are " + String.join(", ", names)));
        }
        values.put(entry.getKey(), entry.getValue());
      }
    } else if (given != null) {
      List<JsonElement> list = given.getAsJsonArray().asList();
      if (list.size() > names.size()) {
        throw RpcException.invalidParams(
            list.size() + " parameters are too many; there are " + names.size());
      }
      for (int i = 0; i < list.size(); i++) {
        values.put(names.get(i), list.get(i));
      }
    }
  }

  /**
   * One of several words.
   *
   * @throws RpcException when it is something else
   */
  Optional<String> word(String name, List<String> accepted) throws RpcException {
    JsonElement value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonPrimitive primitive
        && primitive.isString()
        && accepted.contains(primitive.getAsString().toLowerCase(Locale.ROOT))) {
      return Optional.of(primitive.getAsString().toLowerCase(Locale.ROOT));
    }
    throw RpcException.invalidParams(name + " is one of " + String.join(", ", accepted));
  }

  /**
   * A truth value; also 1 or 0, as a number or a string, as OpenSIPS writes them.
   *
   * @throws RpcException when it is something else
   */
  boolean flag(String name) throws RpcException {
    JsonElement value = values.get(name);
    if (value == null) {
      return false;
    }
    if (value instanceof JsonPrimitive primitive) {
      switch (primitive.getAsString()) {
        case "true", "1" -> {
          return true;
        }
        case "false", "0" -> {
          return false;
        }
        default -> {
          // Told below.
        }
      }
    }
    throw RpcException.invalidParams(name + " is true or false");
  }
}
