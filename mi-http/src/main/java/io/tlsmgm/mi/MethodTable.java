package io.tlsmgm.mi;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.tlsmgm.api.ConfigurationException;
import io.tlsmgm.api.Problem;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.manager.ReloadResult;
import io.tlsmgm.manager.ReloadScope;
import io.tlsmgm.manager.TlsList;
import io.tlsmgm.manager.TlsManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The methods of the interface, under the names of OpenSIPS 3.x and those of 4.x. */
final class MethodTable {
  /** The code of OpenSIPS for what it calls a server error. */
  static final int SERVER_ERROR = 500;

  private static final Logger LOG = LoggerFactory.getLogger(MiServer.class);
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final List<String> SCOPES = List.of("db", "files", "all");

  private final TlsManager manager;
  private final Map<String, Entry> methods = new LinkedHashMap<>();

  private record Entry(List<String> params, RpcMethod method) {}

  MethodTable(TlsManager manager) {
    this.manager = manager;
    put("tls_list", List.of(), params -> GSON.toJsonTree(TlsList.of(manager)));
    put("tls_reload", List.of("scope", "details"), this::reload);
  }

  private void put(String name, List<String> params, RpcMethod method) {
    Entry entry = new Entry(params, method);
    methods.put(name, entry);
    methods.put(name.replace("tls_", "tls_mgm:"), entry);
  }

  List<String> names() {
    return List.copyOf(methods.keySet());
  }

  /**
   * Calls a method.
   *
   * @throws RpcException when there is none of the name, its parameters are wrong, or it says so
   */
  JsonElement call(String name, @Nullable JsonElement params) throws RpcException {
    Entry entry = methods.get(name);
    if (entry == null) {
      throw RpcException.methodNotFound(
          "there is no '"
              + RpcReader.quote(name)
              + "'; there are "
              + String.join(", ", methods.keySet()));
    }
    return entry.method.call(new RpcParams(params, entry.params));
  }

  private JsonElement reload(RpcParams params) throws RpcException {
    ReloadScope scope =
        switch (params.word("scope", SCOPES).orElse("db")) {
          case "files" -> ReloadScope.FILES;
          case "all" -> ReloadScope.ALL;
          default -> ReloadScope.SOURCE;
        };
    boolean details = params.flag("details");
    if (scope == ReloadScope.SOURCE && manager.source().isEmpty()) {
      throw new RpcException(SERVER_ERROR, TlsManager.NO_SOURCE, null);
    }
    try {
      ReloadResult result = manager.reload(scope);
      LOG.info("tls_reload: {}", result);
      result.problems().forEach(problem -> LOG.warn("tls_reload: {}", problem.text()));
      return details ? details(result) : new JsonPrimitive("OK");
    } catch (TlsException e) {
      LOG.error("tls_reload: {}", e.getMessage());
      List<Problem> reasons =
          e instanceof ConfigurationException configuration
              ? configuration.problems()
              : List.of(Problem.error("", "", String.valueOf(e.getMessage())));
      throw new RpcException(SERVER_ERROR, "Failed to reload", texts(reasons));
    } catch (IllegalStateException e) {
      throw new RpcException(
          SERVER_ERROR, "Failed to reload", new JsonPrimitive(String.valueOf(e.getMessage())));
    }
  }

  private static JsonObject details(ReloadResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("added", result.added());
    object.addProperty("changed", result.changed());
    object.addProperty("unchanged", result.unchanged());
    object.addProperty("removed", result.removed());
    object.addProperty("milliseconds", result.duration().toMillis());
    object.addProperty("generation", result.generation());
    JsonArray problems = new JsonArray();
    for (Problem problem : result.problems()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      entry.addProperty("location", problem.location());
      entry.addProperty("domain", problem.domain());
      entry.addProperty("message", problem.message());
      problems.add(entry);
    }
    object.add("problems", problems);
    return object;
  }

  private static JsonArray texts(List<Problem> problems) {
    JsonArray texts = new JsonArray();
    problems.forEach(problem -> texts.add(problem.toString()));
    return texts;
  }
}
