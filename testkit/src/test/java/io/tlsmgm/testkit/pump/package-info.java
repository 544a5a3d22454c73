@NullMarked
package io.tlsmgm.testkit.pump;

import org.jspecify.annotations.NullMarked;
