/** Domains for JDBC drivers: MariaDB, MySQL and PostgreSQL. */
@NullMarked
package io.tlsmgm.clients.jdbc;

import org.jspecify.annotations.NullMarked;
