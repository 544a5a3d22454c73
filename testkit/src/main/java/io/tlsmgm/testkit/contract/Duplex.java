package io.tlsmgm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;

/** Two connected engines, each with one thread that writes and another that reads. */
final class Duplex {
  private static final int SECONDS = 60;

  private final SSLEngine first;
  private final SSLEngine second;
  private final int size;

  /** Sends {@code size} bytes each way. */
  Duplex(SSLEngine first, SSLEngine second, int size) {
    this.first = first;
    this.second = second;
    this.size = size;
  }

  void run() throws Exception {
    BlockingQueue<byte[]> there = new ArrayBlockingQueue<>(16);
    BlockingQueue<byte[]> back = new ArrayBlockingQueue<>(16);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      Future<byte[]> sentThere = executor.submit(() -> write(first, there, 1));
      Future<byte[]> sentBack = executor.submit(() -> write(second, back, 2));
      Future<byte[]> readThere = executor.submit(() -> read(second, there));
      Future<byte[]> readBack = executor.submit(() -> read(first, back));
      for (List<Future<byte[]>> pair :
          List.of(List.of(sentThere, readThere), List.of(sentBack, readBack))) {
        assertThat(pair.get(1).get(SECONDS, TimeUnit.SECONDS))
            .isEqualTo(pair.get(0).get(SECONDS, TimeUnit.SECONDS));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private byte[] write(SSLEngine engine, BlockingQueue<byte[]> wire, long seed) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(seed);
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    for (int sent = 0; sent < size; ) {
      byte[] data = new byte[Math.min(size - sent, 1 + random.nextInt(20_000))];
      random.nextBytes(data);
      ByteBuffer from = ByteBuffer.wrap(data);
      while (from.hasRemaining()) {
        SSLEngineResult result = engine.wrap(from, to.clear());
        assertThat(result.getStatus()).isEqualTo(Status.OK);
        offer(wire, Arrays.copyOf(to.array(), to.position()));
      }
      digest.update(data);
      sent += data.length;
    }
    return digest.digest();
  }

  private static void offer(BlockingQueue<byte[]> wire, byte[] bytes) throws InterruptedException {
    assertThat(wire.offer(bytes, SECONDS, TimeUnit.SECONDS)).as("the reader reads").isTrue();
  }

  private byte[] read(SSLEngine engine, BlockingQueue<byte[]> wire) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    for (int received = 0; received < size; ) {
      byte[] bytes = wire.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(bytes).as("the writer writes").isNotNull();
      ByteBuffer from = ByteBuffer.wrap(bytes);
      while (from.hasRemaining()) {
        SSLEngineResult result = engine.unwrap(from, to.clear());
        assertThat(result.getStatus()).isEqualTo(Status.OK);
        digest.update(to.flip());
        received += result.bytesProduced();
      }
    }
    return digest.digest();
  }
}
