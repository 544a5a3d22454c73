/** {@code tls_library=none}: domains without a TLS library. */
@NullMarked
package io.tlsmgm.none;

import org.jspecify.annotations.NullMarked;
