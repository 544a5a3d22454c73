/** Every benchmark of engines, once and in a moment. */
@NullMarked
package io.tlsmgm.benchmarks.engines;

import org.jspecify.annotations.NullMarked;
