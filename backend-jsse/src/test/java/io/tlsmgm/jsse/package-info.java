@NullMarked
package io.tlsmgm.jsse;

import org.jspecify.annotations.NullMarked;
