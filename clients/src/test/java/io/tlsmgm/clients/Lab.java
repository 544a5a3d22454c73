package io.tlsmgm.clients;

import io.tlsmgm.api.domain.TlsDomainBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestCa;
import io.tlsmgm.testkit.server.MariaDbServer;
import io.tlsmgm.testkit.server.PostgresServer;
import io.tlsmgm.testkit.server.RabbitMqServer;
import io.tlsmgm.testkit.server.RedisServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Four servers that need TLS and a client's certificate, started at once when the first test asks
 * and ended with the run; and the two authorities that their certificates and those of clients come
 * from.
 */
final class Lab implements AutoCloseable {
  /** Whom servers belong to and trust, unless a test has changed that. */
  final TestCa home = TestCa.create("Home CA");

  /** Another authority. */
  final TestCa away = TestCa.create("Away CA");

  private final Path directory;
  private final CompletableFuture<MariaDbServer> mariaDb;
  private final CompletableFuture<PostgresServer> postgres;
  private final CompletableFuture<RabbitMqServer> rabbitMq;
  private final CompletableFuture<RedisServer> redis;

  private Lab() {
    try {
      directory = Files.createTempDirectory("tlsmgm-lab-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ServerTls tls = serverTls(home);
    // The slowest first.
    rabbitMq = start(() -> RabbitMqServer.startRequiringCertificates(tls));
    mariaDb = start(() -> MariaDbServer.startRequiringCertificates(tls));
    postgres = start(() -> PostgresServer.startRequiringCertificates(tls));
    redis = start(() -> RedisServer.startRequiringCertificates(tls));
  }

  private static <T> CompletableFuture<T> start(Supplier<T> server) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(server.get());
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            },
            "start a server");
    thread.start();
    return future;
  }

  MariaDbServer mariaDb() {
    return mariaDb.join();
  }

  PostgresServer postgres() {
    return postgres.join();
  }

  RabbitMqServer rabbitMq() {
    return rabbitMq.join();
  }

  RedisServer redis() {
    return redis.join();
  }

  /** A server of {@code ca} that trusts its clients; its certificate names 127.0.0.1 only. */
  ServerTls serverTls(TestCa ca) {
    try {
      Path own = Files.createTempDirectory(directory, "server-");
      Issued issued = ca.leaf("server").ip("127.0.0.1").issue();
      issued.write(own.resolve("cert.pem"), own.resolve("key.pem"));
      return new ServerTls(
          own.resolve("cert.pem"),
          own.resolve("key.pem"),
          Files.writeString(own.resolve("ca.pem"), ca.pem()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client of {@code ca} that trusts servers of {@code trusted}. */
  static TlsDomainBuilder client(String name, TestCa ca, TestCa trusted) {
    Issued issued = ca.leaf(name).clientAuth().issue();
    return TlsDomainBuilder.client(name)
        .key(issued.certPem(), issued.keyPem())
        .caList(trusted.pem());
  }

  @Override
  public void close() {
    rabbitMq.thenAccept(RabbitMqServer::close).exceptionally(failed -> null).join();
    mariaDb.thenAccept(MariaDbServer::close).exceptionally(failed -> null).join();
    postgres.thenAccept(PostgresServer::close).exceptionally(failed -> null).join();
    redis.thenAccept(RedisServer::close).exceptionally(failed -> null).join();
    Trees.delete(directory);
  }

  /** Hands the lab to tests that have a parameter of its type. */
  static final class Resolver implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Lab.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(Lab.class, key -> new Lab(), Lab.class);
    }
  }
}
