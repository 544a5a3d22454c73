package io.tlsmgm.benchmarks.engines;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.testkit.Issued;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** BoringSSL through Netty's tcnative. */
final class TcnativeSource implements EngineSource {
  private final SslContext clients;
  private final SslContext servers;

  TcnativeSource(Terms terms, Identities identities) throws SSLException {
    SslContextBuilder client =
        SslContextBuilder.forClient()
            .endpointIdentificationAlgorithm(null)
            .trustManager(identities.trustInServer());
    if (terms.mutual()) {
      client.keyManager(identities.client().privateKey(), chain(identities.client()));
    }
    clients = pinned(client, terms);
    servers =
        pinned(
            SslContextBuilder.forServer(
                    identities.server().privateKey(), chain(identities.server()))
                .trustManager(identities.trustInClient())
                .clientAuth(terms.mutual() ? ClientAuth.REQUIRE : ClientAuth.NONE),
            terms);
  }

  private static X509Certificate[] chain(Issued issued) {
    return issued.chain().toArray(new X509Certificate[0]);
  }

  private static SslContext pinned(SslContextBuilder builder, Terms terms) throws SSLException {
    return builder
        .sslProvider(SslProvider.OPENSSL_REFCNT)
        .protocols(terms.version().jsseName())
        .ciphers(List.of(terms.suite().ianaName()))
        .option(
            OpenSslContextOption.GROUPS,
            terms.groups().stream().map(TcnativeSource::boringName).toArray(String[]::new))
        .build();
  }

  private static String boringName(NamedGroup group) {
    return group.nistName().isEmpty() ? group.opensslName() : group.nistName();
  }

  @Override
  public SSLEngine client(boolean resuming) {
    return resuming
        ? clients.newEngine(PooledByteBufAllocator.DEFAULT, Terms.HOST, Terms.PORT)
        : clients.newEngine(PooledByteBufAllocator.DEFAULT);
  }

  @Override
  public SSLEngine server() {
    return servers.newEngine(PooledByteBufAllocator.DEFAULT);
  }

  @Override
  public void release(SSLEngine engine) {
    ReferenceCountUtil.release(engine);
  }

  @Override
  public void close() {
    ReferenceCountUtil.release(clients);
    ReferenceCountUtil.release(servers);
  }
}
