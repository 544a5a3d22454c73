package io.tlsmgm.cli;

import io.tlsmgm.api.Capabilities;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.manager.LibrarySelector;
import java.util.List;

/** The libraries that the command is tested with: all that run here. */
final class Libraries {
  private Libraries() {}

  static List<String> all() {
    return LibrarySelector.installed().libraries().stream()
        .filter(library -> library.probe().available())
        .map(TlsLibrary::name)
        .filter(name -> !name.equals("none"))
        .toList();
  }

  /** Whether a refused certificate is answered with the alert that names the reason. */
  static boolean namesReason(String library) {
    try {
      return LibrarySelector.installed()
          .select(library)
          .capabilities()
          .has(Capabilities.Feature.CERTIFICATE_ALERTS);
    } catch (LibraryUnavailableException e) {
      throw new AssertionError(e);
    }
  }
}
