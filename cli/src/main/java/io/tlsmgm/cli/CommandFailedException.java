package io.tlsmgm.cli;

/** Ends a command with exit code 1 and a message for the operator. */
final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailedException(String message) {
    super(message);
  }
}
