package io.tlsmgm.api;

import java.util.OptionalLong;

/**
 * What a TLS library holds outside of the Java heap, in this process, now.
 *
 * @param bytes allocated by the library; empty when it cannot tell
 * @param engines engines whose native part is not known to be freed; a library that learns of the
 *     end of an engine late counts it until then
 */
public record NativeMemory(OptionalLong bytes, long engines) {
  /** Of a library that lives in the Java heap alone. */
  public static final NativeMemory NONE = new NativeMemory(OptionalLong.of(0), 0);
}
