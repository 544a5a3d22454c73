/**
 * The transport: what the C module {@code proto_tls} is to {@code tls_mgm}. A {@link
 * io.tlsmgm.netty.TlsTransport} accepts and opens connections; everything after the handshake is
 * plain Netty.
 */
@NullMarked
package io.tlsmgm.netty;

import org.jspecify.annotations.NullMarked;
