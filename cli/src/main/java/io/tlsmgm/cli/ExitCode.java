package io.tlsmgm.cli;

/** What the command tells the shell. */
final class ExitCode {
  /** Everything is as asked. */
  static final int OK = 0;

  /** The configuration, the library or the connection failed. */
  static final int FAILED = 1;

  /** The command line itself is wrong. */
  static final int USAGE = 2;

  /** A certificate or revocation list ends sooner than {@code check --fail-within} allows. */
  static final int EXPIRES = 3;

  private ExitCode() {}
}
