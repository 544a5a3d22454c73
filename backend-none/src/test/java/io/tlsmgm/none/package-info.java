@NullMarked
package io.tlsmgm.none;

import org.jspecify.annotations.NullMarked;
