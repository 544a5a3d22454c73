/**
 * Two {@link javax.net.ssl.SSLEngine}s and the wire between them, in memory: every call is checked
 * against what the engine's documentation promises, and the bytes on the wire can be read.
 */
@NullMarked
package io.tlsmgm.testkit.pump;

import org.jspecify.annotations.NullMarked;
