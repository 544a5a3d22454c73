/** The demonstration: one configuration, every TLS library on both sides. */
@NullMarked
package io.tlsmgm.demo;

import org.jspecify.annotations.NullMarked;
