package io.tlsmgm.manager;

import io.tlsmgm.api.TlsLibrary;
import java.util.List;

/** The libraries that the manager is tested with: all that run here. */
final class Libraries {
  private Libraries() {}

  static List<String> all() {
    return LibrarySelector.installed().libraries().stream()
        .filter(library -> library.probe().available())
        .map(TlsLibrary::name)
        .filter(name -> !name.equals(LibrarySelector.NONE))
        .toList();
  }
}
