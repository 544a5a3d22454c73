/**
 * The contract that every backend must pass, as abstract test classes by subject: extend {@link
 * io.tlsmgm.testkit.contract.TlsLibraryContract} to run them all.
 */
@NullMarked
package io.tlsmgm.testkit.contract;

import org.jspecify.annotations.NullMarked;
