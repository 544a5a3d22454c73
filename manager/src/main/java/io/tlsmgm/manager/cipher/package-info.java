/**
 * The two languages of OpenSSL that a TLS domain's settings are written in: cipher strings ({@code
 * ciphers_list}) and lists of groups ({@code ec_curve}).
 */
@NullMarked
package io.tlsmgm.manager.cipher;

import org.jspecify.annotations.NullMarked;
