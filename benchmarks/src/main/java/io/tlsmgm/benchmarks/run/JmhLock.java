package io.tlsmgm.benchmarks.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock by which JMH keeps two runs on a machine apart, for all rounds of a run. JMH itself
 * takes it for each of its own runs, of which a round has many: another run could come in between.
 */
final class JmhLock implements AutoCloseable {
  private static final String IGNORE = "jmh.ignoreLock";

  /** Null when the lock is ignored. */
  private final @Nullable FileChannel channel;

  private JmhLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it, where it is not to be ignored.
   *
   * @throws IOException when another run has it
   */
  static JmhLock take() throws IOException {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
    if (Boolean.getBoolean(IGNORE)) {
      return new JmhLock(null);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new IOException(
          "another run of JMH is under way on this machine ("
              + file
              + " is locked): two would disturb each other; wait for its end");
    }
    // JMH asks for this once, when its Runner is loaded.
    System.setProperty(IGNORE, "true");
    return new JmhLock(channel);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a run in this process
    }
  }

  /** Closing the file gives the lock back. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      System.clearProperty(IGNORE);
      channel.close();
    }
  }
}
