/** Domains for Jedis, a client of Redis. */
@NullMarked
package io.tlsmgm.clients.redis;

import org.jspecify.annotations.NullMarked;
