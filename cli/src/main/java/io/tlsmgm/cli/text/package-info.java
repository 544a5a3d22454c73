/** What the command and the demo print: styles, tables, variables. */
@NullMarked
package io.tlsmgm.cli.text;

import org.jspecify.annotations.NullMarked;
