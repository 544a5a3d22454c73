/**
 * The management interface: {@code tls_list} and {@code tls_reload} as JSON-RPC 2.0 over HTTP.
 * {@link io.tlsmgm.mi.MiServer} is the way in.
 */
@NullMarked
package io.tlsmgm.mi;

import org.jspecify.annotations.NullMarked;
