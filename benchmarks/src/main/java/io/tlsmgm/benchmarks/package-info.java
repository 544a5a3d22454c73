/** JMH benchmarks: what the domain manager costs, with the raw libraries in the same run. */
@NullMarked
package io.tlsmgm.benchmarks;

import org.jspecify.annotations.NullMarked;
