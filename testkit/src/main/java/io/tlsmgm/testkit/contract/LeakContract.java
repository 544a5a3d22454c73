package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tlsmgm.api.ProtocolVersion;
import io.tlsmgm.api.Role;
import io.tlsmgm.api.TlsContext;
import io.tlsmgm.testkit.TestTrust;
import io.tlsmgm.testkit.pump.EnginePump;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines and contexts go away, however they ended. */
public abstract class LeakContract extends Contract {
  private static final int ROUNDS = 60;
  private static final int CONTEXTS = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** For subclasses. */
  protected LeakContract() {}

  /** The states in which engines are left behind. */
  private enum End {
    UNUSED,
    BEGUN,
    HALF_WAY,
    REFUSED,
    CONNECTED,
    FED_GARBAGE,
    HALF_CLOSED,
    CUT_OFF,
    CLOSED
  }

  @ParameterizedTest
  @MethodSource("versions")
  void enginesInEveryEndStateAreFreed(ProtocolVersion version) throws Exception {
    TlsContext client = open(client(version));
    TlsContext distrustful = open(trusting(client(version).build(), TestTrust.nobody()));
    TlsContext server = open(server(version));
    for (End end : End.values()) {
      leave(end, end == End.REFUSED ? distrustful : client, server); // loads what stays loaded
    }
    long before = openDescriptors();
    List<WeakReference<?>> engines = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (End end : End.values()) {
        EnginePump pump = leave(end, end == End.REFUSED ? distrustful : client, server);
        engines.add(new WeakReference<>(pump.client()));
        engines.add(new WeakReference<>(pump.server()));
      }
    }
    assertCollected(engines);
    assertDescriptors(before);
  }

  private EnginePump leave(End end, TlsContext client, TlsContext server) throws Exception {
    EnginePump pump = pump(client, server);
    switch (end) {
      case UNUSED -> {}
      case BEGUN -> pump.client().beginHandshake();
      case HALF_WAY -> {
        pump.client().beginHandshake();
        pump.settle(Role.CLIENT);
        pump.settle(Role.SERVER);
      }
      case REFUSED -> assertThat(pump.tryHandshake().completed()).isFalse();
      case CONNECTED -> pump.handshake();
      case FED_GARBAGE -> {
        pump.inject(Role.SERVER, new byte[100]);
        pump.server().beginHandshake();
        pump.settle(Role.SERVER);
      }
      case HALF_CLOSED -> pump.handshake().closeOutbound(Role.SERVER);
      case CUT_OFF -> {
        pump.handshake();
        for (Role role : Role.values()) {
          try {
            pump.engine(role).closeInbound();
          } catch (SSLException e) {
            assertThat(pump.engine(role).isInboundDone()).isTrue();
          }
        }
      }
      case CLOSED -> pump.handshake().close(Role.CLIENT);
    }
    return pump;
  }

  @Test
  void contextsAreFreed() throws Exception {
    ProtocolVersion newest = versions().reduce((a, b) -> b).orElseThrow();
    long before = openDescriptors();
    List<WeakReference<?>> contexts = new ArrayList<>();
    for (int i = 0; i < CONTEXTS; i++) {
      try (TlsContext client = library().newContext(client(newest).build());
          TlsContext server = library().newContext(server(newest).build())) {
        if (i % 3 == 0) {
          pump(client, server).handshake();
        }
        contexts.add(new WeakReference<>(client));
        contexts.add(new WeakReference<>(server));
      }
    }
    assertCollected(contexts);
    assertDescriptors(before);
  }

  private static void assertCollected(List<WeakReference<?>> references)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    long left;
    do {
      System.gc();
      Thread.sleep(20);
      left = references.stream().filter(reference -> reference.get() != null).count();
      // A stack frame may still hold the last pump.
    } while (left > 2 && Instant.now().isBefore(end));
    assertThat(left).as("of %d still reachable", references.size()).isLessThanOrEqualTo(2);
  }

  /** A library may need the garbage collector's help for engines that were never closed. */
  private static void assertDescriptors(long before) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (openDescriptors() > before + 2 && Instant.now().isBefore(end)) {
      System.gc();
      Thread.sleep(100);
    }
    assertThat(openDescriptors()).as("open files").isLessThanOrEqualTo(before + 2);
  }

  /** Linux lists a process's open files; elsewhere there is nothing to count and this is 0. */
  private static long openDescriptors() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }
}
