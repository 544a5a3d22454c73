package io.tlsmgm.manager;

import io.tlsmgm.api.LibraryStatus;
import io.tlsmgm.api.LibraryUnavailableException;
import io.tlsmgm.api.TlsLibrary;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the TLS library that {@code tls_library} asks for. There is no fallback: a choice that
 * cannot be met is an error with its cause.
 */
public final class LibrarySelector {
  /** The value that means: the one library that is there. */
  public static final String AUTO = "auto";

  /** The value that means: no TLS at all. */
  public static final String NONE = "none";

  private static final Logger LOG = LoggerFactory.getLogger(LibrarySelector.class);

  private final List<TlsLibrary> libraries;
  private final List<String> broken;

  private LibrarySelector(List<TlsLibrary> libraries, List<String> broken) {
    this.libraries = libraries;
    this.broken = broken;
  }

  /** Of exactly these libraries. */
  public static LibrarySelector of(List<TlsLibrary> libraries) {
    return new LibrarySelector(List.copyOf(libraries), List.of());
  }

  /** Of every library that {@link ServiceLoader} finds on the class path or module path. */
  public static LibrarySelector installed() {
    List<TlsLibrary> found = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<TlsLibrary> providers = ServiceLoader.load(TlsLibrary.class).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError e) {
        // One provider that cannot be made must not hide the others.
        broken.add(String.valueOf(e.getMessage()));
      }
    }
    found.sort(java.util.Comparator.comparing(TlsLibrary::name));
    return new LibrarySelector(List.copyOf(found), List.copyOf(broken));
  }

  /** The libraries to choose from, by name. */
  public List<TlsLibrary> libraries() {
    return libraries;
  }

  /**
   * The library for a {@code tls_library} value.
   *
   * @param value {@code auto} or the name of a library
   * @throws LibraryUnavailableException when the choice cannot be met; the message names what was
   *     found, where, and the cause
   */
  public TlsLibrary select(String value) throws LibraryUnavailableException {
    return value.equals(AUTO) ? auto() : named(value);
  }

  private TlsLibrary auto() throws LibraryUnavailableException {
    List<TlsLibrary> candidates =
        libraries.stream().filter(library -> !library.name().equals(NONE)).toList();
    if (candidates.isEmpty()) {
      throw new LibraryUnavailableException(
          "tls_library is auto and no TLS library was found on the class path; add one of the"
              + " backends (jsse, openssl, wolfssl), or set tls_library to none"
              + brokenProviders());
    }
    if (candidates.size() > 1) {
      throw new LibraryUnavailableException(
          "tls_library is auto and more than one TLS library was found: "
              + candidates.stream().map(LibrarySelector::describe).collect(Collectors.joining(", "))
              + "; set tls_library to one of them");
    }
    TlsLibrary library = requireAvailable(candidates.get(0));
    LOG.info("tls_library auto chose {}: the only library found", describe(library));
    return library;
  }

  private TlsLibrary named(String value) throws LibraryUnavailableException {
    Optional<TlsLibrary> library =
        libraries.stream().filter(candidate -> candidate.name().equals(value)).findFirst();
    if (library.isEmpty()) {
      String found =
          libraries.isEmpty()
              ? "nothing was found"
              : "found: "
                  + libraries.stream().map(TlsLibrary::name).collect(Collectors.joining(", "));
      throw new LibraryUnavailableException(
          "tls_library is "
              + value
              + " and that library is not on the class path; "
              + found
              + brokenProviders());
    }
    return requireAvailable(library.get());
  }

  private static TlsLibrary requireAvailable(TlsLibrary library)
      throws LibraryUnavailableException {
    LibraryStatus status = library.probe();
    if (!status.available()) {
      throw new LibraryUnavailableException(
          "tls_library "
              + library.name()
              + " cannot run here: "
              + status.cause().orElse("no cause given"));
    }
    return library;
  }

  private static String describe(TlsLibrary library) {
    LibraryStatus status = library.probe();
    String where = status.origin().isEmpty() ? backend(library) : status.origin();
    String cannot = status.cause().map(cause -> "cannot run here: " + cause).orElse("");
    String facts = where + (where.isEmpty() || cannot.isEmpty() ? "" : "; ") + cannot;
    return facts.isEmpty() ? library.name() : library.name() + " (" + facts + ")";
  }

  /** Where our side of a library is, when the library itself is not there. */
  private static String backend(TlsLibrary library) {
    CodeSource source = library.getClass().getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? "" : "backend in " + location.getPath();
  }

  private String brokenProviders() {
    return broken.isEmpty() ? "" : "; could not be loaded: " + String.join("; ", broken);
  }
}
