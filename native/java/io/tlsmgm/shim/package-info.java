/** Where the native part of the wolfSSL engine is. */
@NullMarked
package io.tlsmgm.shim;

import org.jspecify.annotations.NullMarked;
