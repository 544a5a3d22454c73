/**
 * The engine of a listening socket with several domains: it reads the ClientHello, has a domain
 * chosen, and becomes that domain's engine.
 */
@NullMarked
package io.tlsmgm.manager.engine;

import org.jspecify.annotations.NullMarked;
