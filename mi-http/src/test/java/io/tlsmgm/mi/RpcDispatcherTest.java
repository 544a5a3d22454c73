package io.tlsmgm.mi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tlsmgm.api.domain.TlsDomain;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.testkit.Issued;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON-RPC 2.0 by the letter, and the two methods. */
class RpcDispatcherTest {
  private final Managers.Rows rows = new Managers.Rows();
  private final TlsManager manager = Managers.of(rows);
  private final RpcDispatcher dispatcher = new RpcDispatcher(new MethodTable(manager));

  @AfterEach
  void close() {
    manager.close();
  }

  private Optional<String> raw(String body) {
    return dispatcher.answer(body.getBytes(UTF_8)).map(bytes -> new String(bytes, UTF_8));
  }

  private JsonObject call(String method, String rest) {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"" + rest + "}";
    JsonObject answer = JsonParser.parseString(raw(body).orElseThrow()).getAsJsonObject();
    assertThat(answer.get("jsonrpc").getAsString()).isEqualTo("2.0");
    assertThat(answer.get("id").getAsInt()).isEqualTo(1);
    assertThat(answer.has("result")).isNotEqualTo(answer.has("error"));
    return answer;
  }

  private static JsonObject error(JsonElement answer, int code, String message) {
    JsonObject error = answer.getAsJsonObject().getAsJsonObject("error");
    assertThat(error.get("code").getAsInt()).isEqualTo(code);
    assertThat(error.get("message").getAsString()).isEqualTo(message);
    return error;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"jsonrpc\": \"2.0\", \"method\": \"foobar, \"params\": \"bar\", \"baz]",
        "[{\"jsonrpc\": \"2.0\", \"method\": \"sum\"}, {\"jsonrpc\": \"2.0\", \"method\"]",
        "{} {}",
        "{'jsonrpc':'2.0'}",
        "{jsonrpc:2}",
        "[1,]",
        "NaN",
        "{\"a\":01}",
        "// comment\n{}",
        "\u0000"
      })
  void whatIsNoJsonIsAParseError(String body) {
    JsonElement answer = JsonParser.parseString(raw(body).orElseThrow());
    error(answer, -32700, "Parse error");
    assertThat(answer.getAsJsonObject().get("id").isJsonNull()).isTrue();
  }

  @Test
  void bytesThatAreNoUtf8AreAParseError() {
    byte[] body = {'"', (byte) 0xc3, '"'};
    String answer = new String(dispatcher.answer(body).orElseThrow(), UTF_8);
    error(JsonParser.parseString(answer), -32700, "Parse error");
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(30_000) + "]".repeat(30_000);
    error(JsonParser.parseString(raw(deep).orElseThrow()), -32700, "Parse error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | null",
        "null | null",
        "\"tls_list\" | null",
        "{} | null",
        "[] | null",
        "{\"jsonrpc\":\"2.0\",\"method\":1,\"params\":\"bar\"} | null",
        "{\"jsonrpc\":\"2.0\",\"id\":3} | 3",
        "{\"jsonrpc\":\"1.0\",\"method\":\"tls_list\",\"id\":3} | 3",
        "{\"jsonrpc\":2.0,\"method\":\"tls_list\",\"id\":\"x\"} | \"x\"",
        "{\"method\":\"tls_list\",\"id\":3} | 3",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\",\"id\":[3]} | null",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\",\"id\":true} | null",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\",\"params\":\"all\",\"id\":3} | 3",
        "{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\",\"params\":null,\"id\":3} | 3"
      })
  void whatIsNoRequestIsAnInvalidRequest(String body, String id) {
    JsonElement answer = JsonParser.parseString(raw(body).orElseThrow());
    error(answer, -32600, "Invalid Request");
    assertThat(answer.getAsJsonObject().get("id")).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "1.5", "\"a\"", "null", "12345678901234567890123", "1e400"})
  void theIdComesBackAsItWas(String id) {
    String answer =
        raw("{\"jsonrpc\":\"2.0\",\"method\":\"tls_list\",\"id\":" + id + "}").orElseThrow();
    assertThat(answer).endsWith(",\"id\":" + id + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls_list", "tls_mgm:list", "tls_reload", "tls_mgm:reload"})
  void everyNameCanBeCalled(String method) {
    assertThat(call(method, "").has("result")).isTrue();
    assertThat(call(method, ",\"params\":{}").has("result")).isTrue();
    assertThat(call(method, ",\"params\":[]").has("result")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TLS_LIST", "rpc.discover", "tls_mgm:tls_list", "tls_list "})
  void otherNamesAreNotFound(String method) {
    String data = error(call(method, ""), -32601, "Method not found").get("data").getAsString();
    assertThat(data).contains("'" + method + "'", "tls_list", "tls_mgm:reload");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tls_list | [1] | 1 parameters are too many; there are 0",
        "tls_list | {\"name\":\"x\"} | there is no parameter 'name'; there is none",
        "tls_reload | {\"scop\":\"db\"} | there is no parameter 'scop'; there are scope, details",
        "tls_reload | {\"scope\":\"dbs\"} | scope is one of db, files, all",
        "tls_reload | {\"scope\":7} | scope is one of db, files, all",
        "tls_reload | [\"db\", \"maybe\"] | details is true or false",
        "tls_reload | [\"db\", {}] | details is true or false",
        "tls_reload | [\"db\", true, 1] | 3 parameters are too many; there are 2"
      })
  void wrongParametersAreTold(String method, String params, String data) {
    JsonObject error = error(call(method, ",\"params\":" + params), -32602, "Invalid params");
    assertThat(error.get("data").getAsString()).isEqualTo(data);
  }

  @Test
  void notificationsAreCarriedOutAndNotAnswered() {
    rows.domains.add(row("biloxi"));
    assertThat(raw("{\"jsonrpc\":\"2.0\",\"method\":\"tls_reload\"}")).isEmpty();
    assertThat(manager.generation()).isEqualTo(2);
    assertThat(raw("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}")).isEmpty();
    assertThat(
            raw("[{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"b\"}]"))
        .isEmpty();
  }

  @Test
  void aBatchIsAnsweredInOneArray() {
    String answer =
        raw("[1,{\"jsonrpc\":\"2.0\",\"method\":\"tls_reload\",\"id\":\"a\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"tls_reload\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":5},[]]")
            .orElseThrow();
    var answers = JsonParser.parseString(answer).getAsJsonArray();
    assertThat(answers).hasSize(4);
    error(answers.get(0), -32600, "Invalid Request");
    assertThat(answers.get(1)).hasToString("{\"jsonrpc\":\"2.0\",\"result\":\"OK\",\"id\":\"a\"}");
    error(answers.get(2), -32601, "Method not found");
    error(answers.get(3), -32600, "Invalid Request");
  }

  @Test
  void aBatchIsBounded() {
    String one = "{\"jsonrpc\":\"2.0\",\"method\":\"tls_reload\",\"id\":1}";
    String most = String.join(",", Collections.nCopies(RpcDispatcher.MAX_BATCH, one));
    assertThat(JsonParser.parseString(raw("[" + most + "]").orElseThrow()).getAsJsonArray())
        .hasSize(RpcDispatcher.MAX_BATCH);
    error(
        JsonParser.parseString(raw("[" + most + "," + one + "]").orElseThrow()),
        -32600,
        "Invalid Request");
  }

  private static TlsDomain row(String name) {
    return Managers.domain(name).definedAt(TlsDomain.Source.DATABASE, "tls_mgm 7").build();
  }

  @Test
  void reloadSaysOkOrWhyNot() {
    assertThat(call("tls_reload", "").get("result").getAsString()).isEqualTo("OK");
    rows.down = "table version is 9, and 3 is expected";
    JsonObject error = error(call("tls_reload", ""), 500, "Failed to reload");
    assertThat(error.get("data")).hasToString("[\"db: table version is 9, and 3 is expected\"]");
    assertThat(call("tls_reload", ",\"params\":{\"scope\":\"files\"}").get("result").getAsString())
        .isEqualTo("OK");
    error(call("tls_reload", ",\"params\":{\"scope\":\"all\"}"), 500, "Failed to reload");
  }

  @Test
  void reloadCanTellDetails() {
    Issued other = Managers.CA.leaf("other").issue();
    rows.domains.add(row("biloxi"));
    rows.domains.add(
        Managers.domain("bad")
            .definedAt(TlsDomain.Source.DATABASE, "tls_mgm 8")
            .key(other.certPem(), Managers.LEAF.keyPem())
            .build());
    JsonObject result =
        call("tls_reload", ",\"params\":{\"details\":\"1\"}").getAsJsonObject("result");
    assertThat(result.get("added").getAsInt()).isEqualTo(1);
    assertThat(result.get("unchanged").getAsInt()).isEqualTo(1);
    assertThat(result.get("generation").getAsInt()).isEqualTo(2);
    JsonObject problem = result.getAsJsonArray("problems").get(0).getAsJsonObject();
    assertThat(problem.get("severity").getAsString()).isEqualTo("error");
    assertThat(problem.get("domain").getAsString()).isEqualTo("bad");
    assertThat(problem.get("message").getAsString()).contains("does not match");
  }

  @Test
  void withoutADatabaseReloadSaysSo() {
    try (TlsManager plain = Managers.plain()) {
      RpcDispatcher other = new RpcDispatcher(new MethodTable(plain));
      String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tls_mgm:reload\"}";
      assertThat(new String(other.answer(body.getBytes(UTF_8)).orElseThrow(), UTF_8))
          .isEqualTo(
              "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":500,\"message\":\"DB url not set\"},"
                  + "\"id\":1}");
    }
  }

  @Test
  void theListHasItsKeysInOrderAndNoSecrets() {
    rows.domains.add(row("biloxi"));
    call("tls_reload", "");
    JsonObject list = call("tls_list", "").getAsJsonObject("result");
    assertThat(list.keySet()).containsExactly("Domains");
    JsonObject database = list.getAsJsonArray("Domains").get(0).getAsJsonObject();
    assertThat(database.get("name").getAsString()).isEqualTo("biloxi");
    assertThat(database.keySet())
        .startsWith("name", "type", "IP ADDRESS FILTERS", "SIP DOMAIN FILTERS", "METHOD")
        .doesNotContain("CERT_FILE", "PKEY_FILE", "CA_FILE", "DH_PARAMS_FILE")
        .contains("CRL_DIR", "CA_DIR");
    assertThat(database.get("SOURCE").getAsString()).isEqualTo("database");
    assertThat(database.get("LOCATION").getAsString()).isEqualTo("tls_mgm 7");
    assertThat(list.getAsJsonArray("Domains").get(1).getAsJsonObject().keySet())
        .contains("CERT_FILE", "PKEY_FILE", "CA_FILE", "DH_PARAMS_FILE");
    assertThat(list.toString()).doesNotContain("BEGIN");
  }
}
