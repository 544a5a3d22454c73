@NullMarked
package io.tlsmgm.benchmarks.run;

import org.jspecify.annotations.NullMarked;
