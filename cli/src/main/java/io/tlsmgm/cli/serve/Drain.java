package io.tlsmgm.cli.serve;

/** The user event that tells a connection's handlers to finish what they are at and close. */
public enum Drain {
  /** The process is about to stop. */
  STARTED
}
