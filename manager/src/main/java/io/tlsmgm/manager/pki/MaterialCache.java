package io.tlsmgm.manager.pki;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What one load has read and parsed already: files by path, so that a load sees each file as it was
 * once, and what was parsed by content, so that it is parsed once under however many names.
 */
final class MaterialCache {
  private final FileView files;
  private final Map<Path, Parsed<String>> texts = new ConcurrentHashMap<>();
  private final Map<Object, Parsed<?>> parsed = new ConcurrentHashMap<>();

  MaterialCache(FileView files) {
    this.files = files;
  }

  /** A file's text. */
  Parsed<String> text(Path path) {
    return texts.computeIfAbsent(
        path,
        p -> {
          try {
            return Parsed.of(MaterialFiles.text(files.bytes(p)));
          } catch (PemException e) {
            return Parsed.failed(e);
          }
        });
  }

  /** What {@code parser} makes of {@code text}; {@code kind} names the parser. */
  <T> Parsed<T> parse(String kind, String text, Function<String, Parsed<T>> parser) {
    return once(
        kind + " " + digest(text.getBytes(StandardCharsets.UTF_8)), () -> parser.apply(text));
  }

  /** What {@code reader} gives, the first time it is asked under {@code key}. */
  @SuppressWarnings("unchecked") // A key names its reader, and so its type.
  <T> Parsed<T> once(Object key, Supplier<Parsed<T>> reader) {
    return (Parsed<T>) parsed.computeIfAbsent(key, k -> reader.get());
  }

  /** SHA-256 in hexadecimal. */
  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(Trust.sha256().digest(bytes));
  }
}
