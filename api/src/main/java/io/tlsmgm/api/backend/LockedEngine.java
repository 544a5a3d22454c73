package io.tlsmgm.api.backend;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * An engine that several threads use. Not every library lets one thread wrap while another unwraps,
 * so each call has the lock; nobody does I/O with it.
 */
final class LockedEngine {
  private final SSLEngine engine;
  private final ReentrantLock lock = new ReentrantLock();

  /** Something was unwrapped, or whoever did so has left. */
  private final Condition moved = lock.newCondition();

  private boolean begun;
  private boolean ended;

  LockedEngine(SSLEngine engine) {
    this.engine = engine;
  }

  /** Begins the first handshake, once. */
  void begin() throws SSLException {
    lock.lock();
    try {
      if (!begun) {
        begun = true;
        engine.beginHandshake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins another handshake, or what TLS 1.3 has in its place. */
  void renew() throws SSLException {
    lock.lock();
    try {
      engine.beginHandshake();
    } finally {
      lock.unlock();
    }
  }

  boolean begun() {
    lock.lock();
    try {
      return begun;
    } finally {
      lock.unlock();
    }
  }

  SSLEngineResult wrap(ByteBuffer from, ByteBuffer to) throws SSLException {
    lock.lock();
    try {
      return engine.wrap(from, to);
    } finally {
      moved.signalAll();
      lock.unlock();
    }
  }

  SSLEngineResult unwrap(ByteBuffer from, ByteBuffer to) throws SSLException {
    lock.lock();
    try {
      return engine.unwrap(from, to);
    } finally {
      moved.signalAll();
      lock.unlock();
    }
  }

  HandshakeStatus status() {
    lock.lock();
    try {
      return engine.getHandshakeStatus();
    } finally {
      lock.unlock();
    }
  }

  /** The status once the tasks are done that the engine has, in this thread. */
  HandshakeStatus settle() {
    lock.lock();
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        Runnable task = engine.getDelegatedTask();
        if (task == null) {
          break;
        }
        task.run();
      }
      return engine.getHandshakeStatus();
    } finally {
      moved.signalAll();
      lock.unlock();
    }
  }

  /** Waits while the engine needs input that the holder of {@code reading} is to unwrap. */
  void awaitMove(ReentrantLock reading) {
    lock.lock();
    try {
      while (reading.isLocked() && needsInput()) {
        moved.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean needsInput() {
    HandshakeStatus status = engine.getHandshakeStatus();
    return status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN;
  }

  /** To be called after the lock was given back that {@link #awaitMove} looks at. */
  void signal() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  SSLSession session() {
    lock.lock();
    try {
      return engine.getSession();
    } finally {
      lock.unlock();
    }
  }

  /** Has the engine produce a close_notify; false when a task keeps it for longer than this. */
  boolean closeOutbound(long millis) {
    if (!lockWithin(lock, millis)) {
      return false;
    }
    try {
      engine.closeOutbound();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Lets a library free what it holds. A task that keeps the engine has that left to itself. */
  void end(long millis) {
    if (!lockWithin(lock, millis)) {
      return;
    }
    try {
      if (!ended) {
        ended = true;
        EngineEnd.finish(engine);
      }
    } finally {
      moved.signalAll();
      lock.unlock();
    }
  }

  /** Takes {@code lock} within a time; an interrupt ends the wait, and stays set. */
  static boolean lockWithin(ReentrantLock lock, long millis) {
    try {
      return lock.tryLock(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lock.tryLock();
    }
  }
}
