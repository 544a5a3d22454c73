package io.tlsmgm.wolfssl;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.contract.TlsLibraryContract;

/** wolfSSL keeps the contract, with no deviation: the engine is ours. */
class WolfSslContractTest extends TlsLibraryContract {
  private static final TlsLibrary LIBRARY = new WolfSslLibrary();

  @Override
  protected TlsLibrary library() {
    return LIBRARY;
  }
}
