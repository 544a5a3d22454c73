package io.tlsmgm.manager;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.EnginePeer;
import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.NativeMemory;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.api.TlsContextConfig;
import io.tlsmgm.api.TlsException;
import io.tlsmgm.api.TlsLibrary;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** A real library whose contexts are counted, and checked for use after their end. */
final class CountingLibrary implements TlsLibrary {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  private final TlsLibrary library;

  CountingLibrary(TlsLibrary library) {
    this.library = library;
  }

  @Override
  public String name() {
    return library.name();
  }

  @Override
  public LibraryStatus probe() {
    return library.probe();
  }

  @Override
  public Capabilities capabilities() throws LibraryUnavailableException {
    return library.capabilities();
  }

  @Override
  public NativeMemory memory() {
    return library.memory();
  }

  @Override
  public TlsContext newContext(TlsContextConfig config) throws TlsException {
    TlsContext context = library.newContext(config);
    opened.incrementAndGet();
    AtomicBoolean ended = new AtomicBoolean();
    return new TlsContext() {
      @Override
      public SSLEngine newEngine(EnginePeer peer) {
        return context.newEngine(peer);
      }

      @Override
      public SSLContext sslContext() {
        return context.sslContext();
      }

      @Override
      public void close() {
        if (!ended.compareAndSet(false, true)) {
          throw new IllegalStateException("a context is closed twice");
        }
        closed.incrementAndGet();
        context.close();
      }
    };
  }
}
