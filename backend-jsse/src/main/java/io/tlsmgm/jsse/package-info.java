/** {@code tls_library=jsse}: the TLS of the JDK itself. */
@NullMarked
package io.tlsmgm.jsse;

import org.jspecify.annotations.NullMarked;
