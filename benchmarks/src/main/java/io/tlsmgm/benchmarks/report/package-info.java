/** From files of results to one report: ratios first, absolute numbers second. */
@NullMarked
package io.tlsmgm.benchmarks.report;

import org.jspecify.annotations.NullMarked;
