@NullMarked
package io.tlsmgm.testkit.server;

import org.jspecify.annotations.NullMarked;
