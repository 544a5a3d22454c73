package io.tlsmgm.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import io.tlsmgm.clients.rabbitmq.RabbitTls;
import io.tlsmgm.testkit.server.RabbitMqServer;
import io.tlsmgm.testkit.server.ServerTls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class RabbitMqTest extends ClientContract {
  RabbitMqTest(Lab lab) {
    super(lab);
  }

  @Override
  Client client(ClientDomains domains, String host, int port, String parameters) throws Exception {
    ConnectionFactory factory =
        RabbitTls.connectionFactory(
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
    return data -> exchange(factory, data);
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
