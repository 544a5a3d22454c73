/** Which combinations a selection has, how long they take, and running them one by one. */
@NullMarked
package io.tlsmgm.benchmarks.run;

import org.jspecify.annotations.NullMarked;
