package io.tlsmgm.benchmarks;

import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.ProtocolRange;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.manager.ClientTarget;
import io.tlsmgm.manager.TlsConnection;
import io.tlsmgm.manager.TlsManager;
import io.tlsmgm.manager.TlsManagerBuilder;
import io.tlsmgm.testkit.Issued;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.wolfssl.WolfSslLibrary;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;

/** A client and a server engine that have shaken hands, pinned to TLS 1.3 and AES-128-GCM. */
final class Handshaken implements AutoCloseable {
  private static final String SUITE = "TLS_AES_128_GCM_SHA256";

  /** Stands in a field until a pair is connected. */
  static final SSLEngine NO_ENGINE = noEngine();

  private SSLEngine client = NO_ENGINE;
  private SSLEngine server = NO_ENGINE;

  /** The group of the key exchange, as it stands in the ServerHello. */
  private int group;

  private final List<TlsContext> contexts = new ArrayList<>();
  private Optional<TlsManager> manager = Optional.empty();

  SSLEngine client() {
    return client;
  }

  SSLEngine server() {
    return server;
  }

  void connect(String library, RecordBenchmark.Path path) throws Exception {
    if (path == RecordBenchmark.Path.RAW && library.equals("wolfssl")) {
      ofContexts(new WolfSslLibrary());
    } else if (path == RecordBenchmark.Path.RAW) {
      raw(library);
    } else {
      managed(library, path == RecordBenchmark.Path.MANY_DOMAINS);
    }
    handshake();
    if (!client.getSession().getProtocol().equals("TLSv1.3")
        || !client.getSession().getCipherSuite().equals(SUITE)) {
      throw new IllegalStateException("unequal terms: " + client.getSession());
    }
    System.out.printf(
        Locale.ROOT,
        "%n# %s %s: server engine %s, %s %s %s%n",
        library,
        path,
        server.getClass().getName(),
        client.getSession().getProtocol(),
        client.getSession().getCipherSuite(),
        NamedGroup.ofCode(group).map(NamedGroup::ianaName).orElse("group " + group));
  }

  private void raw(String library) throws Exception {
    // With its own trust manager: the JDK's does not know the key exchange of TLS 1.3 by the name
    // that Conscrypt gives it.
    @Nullable Provider provider =
        library.equals("openssl")
            ? Conscrypt.newProviderBuilder().provideTrustManager(true).build()
            : null;
    Issued leaf = Domains.CA.leaf("bench.example").issue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "key", leaf.privateKey(), new char[0], leaf.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, new char[0]);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", Domains.CA.certificate());
    TrustManagerFactory trustManagers =
        provider == null
            ? TrustManagerFactory.getInstance("PKIX")
            : TrustManagerFactory.getInstance("PKIX", provider);
    trustManagers.init(trusted);
    SSLContext serverContext = context(provider);
    serverContext.init(keyManagers.getKeyManagers(), null, null);
    SSLContext clientContext = context(provider);
    clientContext.init(null, trustManagers.getTrustManagers(), null);
    client = pinned(clientContext.createSSLEngine(), true);
    server = pinned(serverContext.createSSLEngine(), false);
  }

  private void ofContexts(TlsLibrary library) throws TlsException {
    TlsContext servers =
        library.newContext(
            config(library, Role.SERVER)
                .key(Domains.CA.leaf("bench.example").issue().entry())
                .build());
    contexts.add(servers);
    TlsContext clients = library.newContext(config(library, Role.CLIENT).build());
    contexts.add(clients);
    client = clients.newEngine(EnginePeer.UNKNOWN);
    server = servers.newEngine(EnginePeer.UNKNOWN);
    client.setEnabledCipherSuites(new String[] {SUITE});
  }

  private static TlsContextConfig.Builder config(TlsLibrary library, Role role)
      throws TlsException {
    return TlsContextConfig.builder("bench", role, TestTrust.of(Domains.CA))
        .protocols(ProtocolRange.of(ProtocolVersion.TLSV1_3))
        .cipherSuites(library.capabilities().defaultCipherSuites());
  }

  private static SSLContext context(@Nullable Provider provider) throws NoSuchAlgorithmException {
    return provider == null
        ? SSLContext.getInstance("TLS")
        : SSLContext.getInstance("TLS", provider);
  }

  private static SSLEngine pinned(SSLEngine engine, boolean isClient) {
    engine.setUseClientMode(isClient);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    if (isClient) {
      // Not the server's: with a suite of TLS 1.3 alone, one of Conscrypt finds no certificate.
      engine.setEnabledCipherSuites(new String[] {SUITE});
    }
    return engine;
  }

  private void managed(String library, boolean many) throws Exception {
    InetSocketAddress local = new InetSocketAddress(Domains.loopback(), Domains.PORT);
    TlsManagerBuilder builder =
        TlsManager.builder().library(library).domain(Domains.client("client", "TLSv1_3"));
    if (many) {
      for (int i = 0; i < 3; i++) {
        builder.domain(Domains.server("s" + i, "bench" + i + ".example", "TLSv1_3"));
      }
    } else {
      builder.domain(Domains.server("s", "*", "TLSv1_3"));
    }
    TlsManager built = builder.build();
    manager = Optional.of(built);
    ClientTarget target = ClientTarget.of(local).withServerName("bench1.example");
    TlsConnection outgoing = built.connect(target);
    TlsConnection incoming = built.endpoint(local).newConnection(EnginePeer.UNKNOWN);
    client = outgoing.engine();
    server = incoming.engine();
    client.setEnabledCipherSuites(new String[] {SUITE});
  }

  private void handshake() throws SSLException {
    client.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(65_536);
    ByteBuffer toClient = ByteBuffer.allocate(65_536);
    ByteBuffer nothing = ByteBuffer.allocate(0);
    ByteBuffer application = ByteBuffer.allocate(65_536);
    for (int i = 0; i < 50; i++) {
      step(client, nothing, toServer, toClient, application);
      int before = toClient.position();
      step(server, nothing, toClient, toServer, application);
      if (group == 0 && toClient.position() > before) {
        group = keyShareGroup(toClient.duplicate().flip());
      }
    }
    if (busy(client) || busy(server) || toServer.position() > 0 || toClient.position() > 0) {
      throw new IllegalStateException("the handshake did not end");
    }
  }

  /** RFC 8446 sections 4.1.3 and 4.2.8: the group of the key_share in a ServerHello. */
  private static int keyShareGroup(ByteBuffer record) {
    // Headers of record and message, version, random.
    record.position(5 + 4 + 2 + 32);
    record.position(record.position() + 1 + record.get(record.position()));
    // Suite and compression, then the length of all extensions.
    record.position(record.position() + 3 + 2);
    while (record.remaining() >= 4) {
      int type = record.getShort();
      int length = record.getShort();
      if (type == 51) {
        return record.getShort();
      }
      record.position(record.position() + length);
    }
    throw new IllegalStateException("a ServerHello without key_share");
  }

  private static boolean busy(SSLEngine engine) {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(
      SSLEngine engine, ByteBuffer nothing, ByteBuffer out, ByteBuffer in, ByteBuffer application)
      throws SSLException {
    in.flip();
    if (in.hasRemaining()) {
      engine.unwrap(in, application);
    }
    in.compact();
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      engine.wrap(nothing, out);
    }
  }

  private static SSLEngine noEngine() {
    try {
      return SSLContext.getDefault().createSSLEngine();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SSLException {
    for (SSLEngine engine : new SSLEngine[] {client, server}) {
      engine.closeOutbound();
      engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(65_536));
    }
    contexts.forEach(TlsContext::close);
    manager.ifPresent(TlsManager::close);
  }
}
