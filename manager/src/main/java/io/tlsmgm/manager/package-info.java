/**
 * The domain manager itself. {@link io.tlsmgm.manager.TlsManager} is the way in; what it hands out
 * is a {@link io.tlsmgm.manager.TlsConnection}.
 */
@NullMarked
package io.tlsmgm.manager;

import org.jspecify.annotations.NullMarked;
