@NullMarked
package io.tlsmgm.benchmarks;

import org.jspecify.annotations.NullMarked;
