/** What {@code tlsmgm serve} does with the bytes of a connection: echo, web page, forward. */
@NullMarked
package io.tlsmgm.cli.serve;

import org.jspecify.annotations.NullMarked;
