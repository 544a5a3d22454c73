/** Real servers for tests, each a process of its own on a private directory and loopback port. */
@NullMarked
package io.tlsmgm.testkit.server;

import org.jspecify.annotations.NullMarked;
