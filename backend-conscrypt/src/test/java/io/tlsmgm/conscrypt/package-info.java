@NullMarked
package io.tlsmgm.conscrypt;

import org.jspecify.annotations.NullMarked;
