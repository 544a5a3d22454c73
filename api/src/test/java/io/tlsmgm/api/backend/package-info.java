@NullMarked
package io.tlsmgm.api.backend;

import org.jspecify.annotations.NullMarked;
