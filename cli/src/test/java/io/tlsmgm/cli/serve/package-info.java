@NullMarked
package io.tlsmgm.cli.serve;

import org.jspecify.annotations.NullMarked;
