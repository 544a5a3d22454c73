/** {@code tls_library=wolfssl}: wolfSSL through a native engine of its own. */
@NullMarked
package io.tlsmgm.wolfssl;

import org.jspecify.annotations.NullMarked;
