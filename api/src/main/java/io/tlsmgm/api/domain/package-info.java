/**
 * A TLS domain as an operator wrote it, before any file is read: names, filters, methods and the
 * places of its key material.
 */
@NullMarked
package io.tlsmgm.api.domain;

import org.jspecify.annotations.NullMarked;
