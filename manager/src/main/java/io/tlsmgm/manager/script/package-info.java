/**
 * Reads the TLS part of an {@code opensips.cfg}: from text to {@link
 * io.tlsmgm.api.domain.TlsDomain}s, listening sockets, database settings and every problem found.
 */
@NullMarked
package io.tlsmgm.manager.script;

import org.jspecify.annotations.NullMarked;
