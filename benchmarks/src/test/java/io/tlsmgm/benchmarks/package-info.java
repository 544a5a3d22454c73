/** Every benchmark, once and in a moment: that it runs, not how fast. */
@NullMarked
package io.tlsmgm.benchmarks;

import org.jspecify.annotations.NullMarked;
