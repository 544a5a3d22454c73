package io.tlsmgm.mi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads requests of JSON-RPC 2.0. */
final class RpcReader {
  private static final int MAX_QUOTED = 100;

  private RpcReader() {}

  /**
   * One request.
   *
   * @param method its name
   * @param params an object or an array; null when there is none
   * @param id a string, a number or null; Java's null for a notification, which gets no answer
   */
  record Request(String method, @Nullable JsonElement params, @Nullable JsonElement id) {}

  /**
   * The JSON text of a body.
   *
   * @throws RpcException when it is not exactly one JSON text in UTF-8, RFC 8259
   */
  static JsonElement json(byte[] body) throws RpcException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RpcException.parseError("the body is not UTF-8");
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        throw RpcException.parseError("the body is empty"); // which Gson takes for null
      }
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw RpcException.parseError("something follows behind the JSON text");
      }
      return element;
    } catch (IOException | RuntimeException e) {
      // Gson says malformed by several unchecked exceptions.
      throw RpcException.parseError("the body is no JSON text");
    }
  }

  /**
   * A member of a batch, or a single request.
   *
   * @throws RpcException when it is not a request; its answer has {@link #idOf} for id
   */
  static Request request(JsonElement element) throws RpcException {
    if (!(element instanceof JsonObject object)) {
      throw RpcException.invalidRequest("a request is an object");
    }
    if (!isString(object.get("jsonrpc")) || !object.get("jsonrpc").getAsString().equals("2.0")) {
      throw RpcException.invalidRequest("jsonrpc must be \"2.0\"");
    }
    if (!isString(object.get("method"))) {
      throw RpcException.invalidRequest("method must be a string");
    }
    JsonElement params = object.get("params");
    if (params != null && !(params instanceof JsonObject) && !(params instanceof JsonArray)) {
      throw RpcException.invalidRequest("params must be an object or an array");
    }
    JsonElement id = object.get("id");
    if (id != null && !isId(id)) {
      throw RpcException.invalidRequest("id must be a string, a number or null");
    }
    return new Request(object.get("method").getAsString(), params, id);
  }

  /** The id of what may not even be a request; null when it has none that can be used. */
  static JsonElement idOf(JsonElement element) {
    JsonElement id = element instanceof JsonObject object ? object.get("id") : null;
    return id != null && isId(id) ? id : JsonNull.INSTANCE;
  }

  private static boolean isString(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isId(JsonElement id) {
    return id.isJsonNull()
        || (id instanceof JsonPrimitive primitive
            && (primitive.isString() || primitive.isNumber()));
  }

  /** A name out of a request for an answer, cut when it is long. */
  static String quote(String name) {
    return name.length() <= MAX_QUOTED ? name : name.substring(0, MAX_QUOTED) + "…";
  }
}
