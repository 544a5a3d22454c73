/**
 * Keys and trust: reads PEM, directories of authorities and revocation lists, verifies a peer's
 * chain by the same rules for every TLS library, and says what a certificate says of its owner.
 */
@NullMarked
package io.tlsmgm.manager.pki;

import org.jspecify.annotations.NullMarked;
