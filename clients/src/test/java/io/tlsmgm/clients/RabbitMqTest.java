package io.tlsmgm.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import io.tlsmgm.clients.rabbitmq.RabbitTls;
import io.tlsmgm.testkit.server.RabbitMqServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RabbitMqTest extends ClientContract {
  RabbitMqTest(Lab lab) {
    super(lab);
  }

  @Override
  Client client(ClientDomains domains, String host, int port, String parameters) throws Exception {
    ConnectionFactory factory = factory(domains, host, port, parameters);
    return data -> exchange(factory, data);
  }

  private static ConnectionFactory factory(
      ClientDomains domains, String host, int port, String parameters) throws Exception {
    return RabbitTls.connectionFactory(
        domains,
        "amqps://"
            + RabbitMqServer.USER
            + ":"
            + RabbitMqServer.PASSWORD
            + "@"
            + host
            + ":"
            + port
            + "/%2f?"
            + parameters);
  }

  @Test
  @SuppressWarnings("deprecation") // in favour of a transport that needs Netty
  void enginesOfNioDoTheSame() throws Exception {
    try (Managers managers = Managers.of(Lab.client("app", lab.home, lab.home))) {
      ConnectionFactory checking =
          factory(managers.domains(), "127.0.0.1", port(), "tls_domain=app&tls_verify_host=1");
      checking.useNio();
      assertThat(exchange(checking, "nio")).isEqualTo("nio");
      ConnectionFactory named = factory(managers.domains(), "localhost", port(), "tls_domain=app");
      named.useNio();
      assertThat(exchange(named, "nio")).isEqualTo("nio");
      ConnectionFactory wrong =
          factory(managers.domains(), "localhost", port(), "tls_domain=app&tls_verify_host=1");
      wrong.useNio();
      assertThatThrownBy(() -> exchange(wrong, "nio")).isInstanceOf(Exception.class);
      assertThat(managers.refusals()).isNotEmpty().containsOnly("app host_mismatch");
    }
  }

  static String exchange(ConnectionFactory factory, String data) throws Exception {
    try (Connection connection = factory.newConnection();
        Channel channel = connection.createChannel()) {
      String queue = channel.queueDeclare().getQueue();
      CompletableFuture<String> delivered = new CompletableFuture<>();
      DeliverCallback consumer =
          (tag, message) -> delivered.complete(new String(message.getBody(), UTF_8));
      channel.basicConsume(queue, true, consumer, tag -> {});
      channel.basicPublish("", queue, null, data.getBytes(UTF_8));
      return delivered.get(20, TimeUnit.SECONDS);
    }
  }

  @Override
  int port() {
    return lab.rabbitMq().port();
  }

  @Override
  void renew(ServerTls tls) throws Exception {
    lab.rabbitMq().renew(tls);
    ServedCertificate.awaitDirect(port(), tls);
  }
}
