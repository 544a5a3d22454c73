/**
 * Which TLS domain serves a connection: by address and port, then by the name of the SIP domain.
 * Everything here is immutable once it is built and is read without a lock.
 */
@NullMarked
package io.tlsmgm.manager.match;

import org.jspecify.annotations.NullMarked;
