/** Tests of the wolfSSL backend. */
@NullMarked
package io.tlsmgm.wolfssl;

import org.jspecify.annotations.NullMarked;
