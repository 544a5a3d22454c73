package io.tlsmgm.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tlsmgm.manager.TlsManager;
import java.util.Optional;

/** Whatever a body is, the answer is none or one that JSON-RPC 2.0 knows. */
class RpcFuzzTest {
  private static final TlsManager MANAGER = Managers.plain();
  private static final RpcDispatcher DISPATCHER = new RpcDispatcher(new MethodTable(MANAGER));

  @FuzzTest(maxDuration = "60s")
  void answer(byte[] body) {
    Optional<byte[]> answer = DISPATCHER.answer(body);
    if (answer.isEmpty()) {
      return;
    }
    JsonElement element = JsonParser.parseString(new String(answer.get(), UTF_8));
    if (element instanceof JsonArray batch) {
      check(!batch.isEmpty() && batch.size() <= RpcDispatcher.MAX_BATCH, element);
      batch.forEach(RpcFuzzTest::checkOne);
    } else {
      checkOne(element);
    }
  }

  private static void checkOne(JsonElement element) {
    JsonObject answer = element.getAsJsonObject();
    check(answer.get("jsonrpc").getAsString().equals("2.0"), element);
    check(answer.has("id") && answer.size() == 3, element);
    check(answer.has("result") != answer.has("error"), element);
    if (answer.has("error")) {
      int code = answer.getAsJsonObject("error").get("code").getAsInt();
      check(code == 500 || (code <= -32600 && code >= -32700 && code != -32603), element);
    }
  }

  private static void check(boolean right, JsonElement answer) {
    if (!right) {
      throw new AssertionError("not an answer: " + answer);
    }
  }
}
