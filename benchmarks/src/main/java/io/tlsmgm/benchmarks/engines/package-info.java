/** TLS engines side by side, on equal terms: the project's and their peers without it. */
@NullMarked
package io.tlsmgm.benchmarks.engines;

import org.jspecify.annotations.NullMarked;
