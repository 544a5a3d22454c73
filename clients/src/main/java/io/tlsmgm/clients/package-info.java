/**
 * Certificates, keys, CAs and verification of a TLS domain for programs whose database or message
 * client has a TLS of its own. {@link io.tlsmgm.clients.ClientDomains} is the way in.
 */
@NullMarked
package io.tlsmgm.clients;

import org.jspecify.annotations.NullMarked;
