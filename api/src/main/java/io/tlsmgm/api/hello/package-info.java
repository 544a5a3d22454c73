/**
 * The one reader of a TLS ClientHello that every library and transport shares: it works on raw
 * records, before any library has seen a byte, and keeps what domain selection needs.
 */
@NullMarked
package io.tlsmgm.api.hello;

import org.jspecify.annotations.NullMarked;
