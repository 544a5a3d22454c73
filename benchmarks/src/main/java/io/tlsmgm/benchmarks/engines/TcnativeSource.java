package io.tlsmgm.benchmarks.engines;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** BoringSSL through Netty's tcnative. */
final class TcnativeSource implements EngineSource {
  private final SslContext clients;
  private final SslContext servers;

  TcnativeSource(Terms terms) throws SSLException {
    clients =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols(Terms.VERSION)
            .ciphers(List.of(Terms.SUITE))
            .option(OpenSslContextOption.GROUPS, new String[] {Terms.GROUP})
            .endpointIdentificationAlgorithm(null)
            .trustManager(terms.trustManager())
            .build();
    servers =
        SslContextBuilder.forServer(
                terms.identity().privateKey(),
                terms.identity().chain().toArray(new X509Certificate[0]))
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .protocols(Terms.VERSION)
            .ciphers(List.of(Terms.SUITE))
            .option(OpenSslContextOption.GROUPS, new String[] {Terms.GROUP})
            .build();
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
