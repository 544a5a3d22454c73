/**
 * Building blocks for those who write a {@link io.tlsmgm.api.TlsLibrary} over a Java TLS provider:
 * checks of a configuration against capabilities, a key manager for one key, an {@code SSLContext}
 * that carries a domain's settings. A transport needs none of this.
 */
@NullMarked
package io.tlsmgm.api.backend;

import org.jspecify.annotations.NullMarked;
