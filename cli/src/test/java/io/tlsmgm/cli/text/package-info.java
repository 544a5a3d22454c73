@NullMarked
package io.tlsmgm.cli.text;

import org.jspecify.annotations.NullMarked;
