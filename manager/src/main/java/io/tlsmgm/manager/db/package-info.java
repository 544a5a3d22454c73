/** Domains in a SQL table of the OpenSIPS schema: read, created and written over JDBC. */
@NullMarked
package io.tlsmgm.manager.db;

import org.jspecify.annotations.NullMarked;
