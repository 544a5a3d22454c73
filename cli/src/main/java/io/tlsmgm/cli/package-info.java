/** The {@code tlsmgm} command. */
@NullMarked
package io.tlsmgm.cli;

import org.jspecify.annotations.NullMarked;
