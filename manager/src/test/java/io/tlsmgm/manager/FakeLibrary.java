package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.KeyType;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NamedGroup;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsLibrary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** A library that claims what a test wants it to and remembers what it was asked for. */
final class FakeLibrary implements TlsLibrary {
  /** TLS 1.2 and 1.3, three suites of each, RSA and EC keys, and no feature at all. */
  static final Capabilities MODEST =
      new Capabilities(
          EnumSet.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3),
          EnumSet.of(ProtocolVersion.TLSV1_2, ProtocolVersion.TLSV1_3),
          EnumSet.of(
              CipherSuite.TLS_AES_128_GCM_SHA256,
              CipherSuite.TLS_AES_256_GCM_SHA384,
              CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
              CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
              CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA),
          List.of(
              CipherSuite.TLS_AES_256_GCM_SHA384,
              CipherSuite.TLS_AES_128_GCM_SHA256,
              CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
              CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
          List.of(NamedGroup.X25519, NamedGroup.SECP256R1),
          EnumSet.of(KeyType.RSA, KeyType.EC),
          Set.of());

  final String name;
  final LibraryStatus status;
  final Capabilities capabilities;
  final List<TlsContextConfig> configs = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger closed = new AtomicInteger();

  private FakeLibrary(String name, LibraryStatus status, Capabilities capabilities) {
    this.name = name;
    this.status = status;
    this.capabilities = capabilities;
  }

  static FakeLibrary named(String name) {
    return with(name, MODEST);
  }

  static FakeLibrary with(String name, Capabilities capabilities) {
    return new FakeLibrary(
        name, LibraryStatus.available("1.0", name + ".jar", Map.of()), capabilities);
  }

  static FakeLibrary broken(String name, String cause) {
    return new FakeLibrary(
        name, LibraryStatus.unavailable(name + ".jar", cause), Capabilities.none());
  }

  /** Its backend is there, and nothing of what the backend needs. */
  static FakeLibrary missing(String name, String cause) {
    return new FakeLibrary(name, LibraryStatus.unavailable("", cause), Capabilities.none());
  }

  /** {@link #MODEST} with features. */
  static Capabilities modestWith(Capabilities.Feature... features) {
    return new Capabilities(
        MODEST.protocols(),
        MODEST.defaultProtocols(),
        MODEST.cipherSuites(),
        MODEST.defaultCipherSuites(),
        MODEST.groups(),
        MODEST.keyTypes(),
        Set.of(features));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LibraryStatus probe() {
    return status;
  }

  @Override
  public Capabilities capabilities() throws LibraryUnavailableException {
    if (!status.available()) {
      throw new LibraryUnavailableException(status.cause().orElseThrow());
    }
    return capabilities;
  }

  @Override
  public TlsContext newContext(TlsContextConfig config) {
    configs.add(config);
    return new TlsContext() {
      @Override
      public SSLEngine newEngine(io.tlsmgm.api.EnginePeer peer) {
        throw new IllegalStateException("a fake library makes no engines");
      }

      @Override
      public SSLContext sslContext() {
        throw new IllegalStateException("a fake library makes no contexts");
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Override
  public NativeMemory memory() {
    return NativeMemory.NONE;
  }
}
