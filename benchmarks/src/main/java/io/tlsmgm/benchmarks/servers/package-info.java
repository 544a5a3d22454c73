/** Servers on loopback side by side, on equal terms: {@code tlsmgm serve} and its peers. */
@NullMarked
package io.tlsmgm.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
