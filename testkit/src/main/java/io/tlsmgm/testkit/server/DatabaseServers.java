package io.tlsmgm.testkit.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a {@link PostgresServer} or {@link MariaDbServer} to a test that has a parameter of that
 * type. Each is started when it is first asked for and ends with the run; all tests share it.
 */
public final class DatabaseServers implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DatabaseServers.class);

  /** Made by JUnit. */
  public DatabaseServers() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PostgresServer.class || type == MariaDbServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            type,
            key -> key == PostgresServer.class ? PostgresServer.start() : MariaDbServer.start());
  }
}
