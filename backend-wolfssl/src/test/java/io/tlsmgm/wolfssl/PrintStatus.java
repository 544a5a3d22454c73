package io.tlsmgm.wolfssl;

import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;

/** The main class of the processes of {@link UnavailableTest}. */
final class PrintStatus {
  private PrintStatus() {}

  public static void main(String[] args) {
    WolfSslLibrary library = new WolfSslLibrary();
    LibraryStatus status = library.probe();
    System.out.println(status.available() + ": " + status.cause().orElse(""));
    System.out.println(library.memory().engines() + " engines");
    try {
      library.capabilities();
    } catch (LibraryUnavailableException e) {
      System.out.println(e.getMessage());
    }
  }
}
