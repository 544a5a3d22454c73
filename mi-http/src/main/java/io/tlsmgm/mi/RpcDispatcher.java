package io.tlsmgm.mi;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JSON-RPC 2.0 without its transport: from the bytes of a request to those of its answer. */
final class RpcDispatcher {
  /** An answer may be a thousand times as long as its request. */
  static final int MAX_BATCH = 20;

  private static final Logger LOG = LoggerFactory.getLogger(MiServer.class);
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final MethodTable methods;

  RpcDispatcher(MethodTable methods) {
    this.methods = methods;
  }

  /** The answer to a body; empty when it holds notifications only. Never throws. */
  Optional<byte[]> answer(byte[] body) {
    return answerTo(body).map(answer -> GSON.toJson(answer).getBytes(StandardCharsets.UTF_8));
  }

  private Optional<JsonElement> answerTo(byte[] body) {
    try {
      JsonElement element = RpcReader.json(body);
      return element instanceof JsonArray batch ? batch(batch) : single(element);
    } catch (RpcException e) {
      return Optional.of(error(e, JsonNull.INSTANCE));
    }
  }

  private Optional<JsonElement> batch(JsonArray batch) throws RpcException {
    if (batch.isEmpty()) {
      throw RpcException.invalidRequest("a batch has at least one request");
    }
    if (batch.size() > MAX_BATCH) {
      throw RpcException.invalidRequest("a batch has at most " + MAX_BATCH + " requests");
    }
    JsonArray answers = new JsonArray();
    for (JsonElement element : batch) {
      single(element).ifPresent(answers::add);
    }
    return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
  }

  private Optional<JsonElement> single(JsonElement element) {
    RpcReader.Request request;
    try {
      request = RpcReader.request(element);
    } catch (RpcException e) {
      return Optional.of(error(e, RpcReader.idOf(element)));
    }
    JsonElement id = request.id();
    try {
      JsonElement result = methods.call(request.method(), request.params());
      return id == null ? Optional.empty() : Optional.of(answer(id, "result", result));
    } catch (RpcException e) {
      return id == null ? Optional.empty() : Optional.of(error(e, id));
    } catch (RuntimeException e) {
      LOG.error("{} has failed", request.method(), e);
      RpcException error = new RpcException(RpcException.INTERNAL_ERROR, "Internal error", null);
      return id == null ? Optional.empty() : Optional.of(error(error, id));
    }
  }

  private static JsonObject error(RpcException e, JsonElement id) {
    JsonObject error = new JsonObject();
    error.add("code", new JsonPrimitive(e.code()));
    error.add("message", new JsonPrimitive(String.valueOf(e.getMessage())));
    JsonElement data = e.data();
    if (data != null) {
      error.add("data", data);
    }
    return answer(id, "error", error);
  }

  private static JsonObject answer(JsonElement id, String kind, JsonElement value) {
    JsonObject answer = new JsonObject();
    answer.addProperty("jsonrpc", "2.0");
    answer.add(kind, value);
    answer.add("id", id);
    return answer;
  }
}
