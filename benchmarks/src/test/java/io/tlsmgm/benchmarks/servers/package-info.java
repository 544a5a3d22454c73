@org.jspecify.annotations.NullMarked
package io.tlsmgm.benchmarks.servers;
