package io.tlsmgm.clients;

import io.tlsmgm.clients.redis.RedisTls;
import io.tlsmgm.testkit.server.RedisServer;
import io.tlsmgm.testkit.server.ServerTls;
import redis.clients.jedis.Jedis;

class RedisTest extends ClientContract {
  RedisTest(Lab lab) {
    super(lab);
  }

  @Override
  Client client(ClientDomains domains, String host, int port, String parameters) throws Exception {
    RedisTls.Target target =
        RedisTls.target(
            domains,
            "rediss://:" + RedisServer.PASSWORD + "@" + host + ":" + port + "/0?" + parameters);
    return data -> {
      try (Jedis jedis = new Jedis(target.address(), target.config())) {
        jedis.set("exchanged", data);
        return jedis.get("exchanged");
      }
    };
  }

  @Override
  int port() {
    return lab.redis().port();
  }

  @Override
  void renew(ServerTls tls) {
    lab.redis().renew(tls);
  }
}
