package io.tlsmgm.wolfssl;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the native part, which {@code native/src/jni_*.c} describes and registers under
 * these names and signatures. Handles are addresses: using one that was freed crashes the process,
 * so they do not leave {@link ContextHandle}, {@link EngineHandle} and {@link ClientSessions}.
 *
 * <p>A data argument is an array, or else the address of a direct buffer. Negative results are
 * errors of wolfSSL.
 */
final class Native {
  /** {@link #unwrap} and {@link #step}: the peer has sent close_notify. */
  static final int CLOSED_BY_PEER = -100_000;

  private Native() {}

  /** The bytes that wait in the engine's queue, of a packed result. */
  static int pending(long packed) {
    return (int) (packed >>> 32);
  }

  /** The call's own result, of a packed result. */
  static int result(long packed) {
    return (int) packed;
  }

  static native @Nullable String load(String libwolfssl, @Nullable String interpose);

  static native String version();

  static native String file();

  static native void memory(long[] bytesEnginesContexts);

  static native @Nullable String loadCrypto(@Nullable String libcrypto);

  static native String cryptoVersion();

  static native String cryptoAlgorithms();

  static native String errorText(int code);

  static native long contextNew(boolean server);

  static native void contextFree(long context);

  static native int contextProtocols(long context, int min, int max);

  static native int contextSuites(long context, byte[] codes);

  static native int contextGroups(
      long context, int[] codes, byte @Nullable [] curves, int onlyCurve);

  static native int contextKey(long context, byte[] chainPem, byte[] pkcs8);

  static native int contextDhParameters(long context, byte[] p, byte[] g);

  static native int contextClientAuth(long context, int wanted);

  static native int contextAuthority(long context, byte[] certificate);

  static native int contextTickets(long context, int lifetimeSeconds);

  static native boolean contextReadsTicket(long context, byte[] keyName, int length);

  static native int contextLibcrypto(long context);

  static native long engineNew(
      long context, byte @Nullable [] serverName, byte @Nullable [] protocols);

  static native void engineFree(long engine);

  static native int engineSettings(
      long engine, int min, int max, byte @Nullable [] suites, int clientAuth);

  static native int engineGroups(long engine, int[] codes);

  static native int feed(long engine, byte @Nullable [] array, long address, int offset, int size);

  static native long step(long engine, Handshake handshake);

  static native long drain(
      long engine, byte @Nullable [] array, long address, int offset, int capacity);

  static native long wrap(
      long engine,
      byte @Nullable [] from,
      long fromAddress,
      int fromOffset,
      int length,
      byte @Nullable [] to,
      long toAddress,
      int toOffset,
      int capacity);

  static native long unwrap(
      long engine,
      byte @Nullable [] from,
      long fromAddress,
      int fromOffset,
      int length,
      byte @Nullable [] to,
      long toAddress,
      int toOffset,
      int capacity);

  static native long shutdownEngine(long engine);

  static native int alertReceived(long engine);

  static native void alertInClear(long engine, int alert);

  static native long alertNew(long engine, int alert);

  static native void sessionFacts(long engine, int[] versionSuiteResumedCertificateRequested);

  static native void overheads(long engine, int[] leastMost);

  static native byte @Nullable [] ticketId(long engine, boolean issued);

  static native byte @Nullable [] serverName(long engine);

  static native byte @Nullable [] applicationProtocol(long engine);

  static native long sessionCopy(long engine);

  static native void sessionFree(long session);

  static native int sessionOffer(long engine, long session);

  static native long address(ByteBuffer direct);

  static native long aeadNanos(boolean aes, boolean libcrypto);
}
