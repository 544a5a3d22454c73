/**
 * The SPI between the domain manager and a TLS library, and the values that cross it: protocol
 * versions, cipher suites, named groups, capabilities, the resolved configuration of a context, and
 * the exceptions.
 */
@NullMarked
package io.tlsmgm.api;

import org.jspecify.annotations.NullMarked;
