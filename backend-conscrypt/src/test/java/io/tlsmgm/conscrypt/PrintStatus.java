package io.tlsmgm.conscrypt;

import io.tlsmgm.api.LibraryStatus;

/** The main class of the processes of {@link UnavailableTest}. */
final class PrintStatus {
  private PrintStatus() {}

  public static void main(String[] args) {
    ConscryptLibrary library = new ConscryptLibrary();
    LibraryStatus status = library.probe();
    System.out.println(status.available() + ": " + status.cause().orElse(""));
    try {
      library.capabilities();
    } catch (io.tlsmgm.api.LibraryUnavailableException e) {
      System.out.println(e.getMessage());
    }
  }
}
