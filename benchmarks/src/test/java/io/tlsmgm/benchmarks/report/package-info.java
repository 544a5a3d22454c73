@NullMarked
package io.tlsmgm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
