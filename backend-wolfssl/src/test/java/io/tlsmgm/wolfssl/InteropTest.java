package io.tlsmgm.wolfssl;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.conscrypt.ConscryptLibrary;
import io.tlsmgm.jsse.JsseLibrary;
import io.tlsmgm.testkit.contract.InteropContract;
import java.util.List;

/** wolfSSL with the JDK's TLS and Conscrypt, as client and server in all combinations. */
class InteropTest extends InteropContract {
  private static final List<TlsLibrary> LIBRARIES =
      List.of(new JsseLibrary(), new ConscryptLibrary(), new WolfSslLibrary());

  @Override
  protected List<TlsLibrary> clients() {
    return LIBRARIES;
  }

  /** wolfSSL 5.5.4 offers none of more than 1,536 bytes. */
  @Override
  protected boolean resumesLongTickets(TlsLibrary library) {
    return !library.name().equals("wolfssl");
  }
}
