@NullMarked
package io.tlsmgm.demo;

import org.jspecify.annotations.NullMarked;
