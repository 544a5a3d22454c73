/** {@code tls_library=openssl}: BoringSSL through Conscrypt. */
@NullMarked
package io.tlsmgm.conscrypt;

import org.jspecify.annotations.NullMarked;
