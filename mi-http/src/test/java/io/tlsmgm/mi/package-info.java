@NullMarked
package io.tlsmgm.mi;

import org.jspecify.annotations.NullMarked;
