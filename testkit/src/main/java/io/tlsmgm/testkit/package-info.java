/**
 * What a backend's tests need: certificates made on the spot, engines pumped in memory, and the
 * contract every backend must pass.
 */
@NullMarked
package io.tlsmgm.testkit;

import org.jspecify.annotations.NullMarked;
