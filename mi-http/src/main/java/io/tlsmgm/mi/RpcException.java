package io.tlsmgm.mi;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/** A call that is answered with an error object, JSON-RPC 2.0 section 5.1. */
final class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;

  private final int code;
  private final transient @Nullable JsonElement data;

  RpcException(int code, String message, @Nullable JsonElement data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  static RpcException parseError(String why) {
    return new RpcException(PARSE_ERROR, "Parse error", new JsonPrimitive(why));
  }

  static RpcException invalidRequest(String why) {
    return new RpcException(INVALID_REQUEST, "Invalid Request", new JsonPrimitive(why));
  }

  static RpcException methodNotFound(String why) {
    return new RpcException(METHOD_NOT_FOUND, "Method not found", new JsonPrimitive(why));
  }

  static RpcException invalidParams(String why) {
    return new RpcException(INVALID_PARAMS, "Invalid params", new JsonPrimitive(why));
  }

  int code() {
    return code;
  }

  @Nullable JsonElement data() {
    return data;
  }
}
