package io.tlsmgm.jsse;

import io.tlsmgm.api.LibraryUnavailableException;

/** The main class of a process of {@link JsseLibraryTest}. */
final class PrintFeatures {
  private PrintFeatures() {}

  public static void main(String[] args) throws LibraryUnavailableException {
    System.out.println(new JsseLibrary().capabilities().features());
  }
}
