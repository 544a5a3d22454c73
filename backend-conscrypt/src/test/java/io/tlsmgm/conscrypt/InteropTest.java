package io.tlsmgm.conscrypt;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.jsse.JsseLibrary;
import io.tlsmgm.testkit.contract.InteropContract;
import java.util.List;

/** The JDK's TLS and Conscrypt, as client and server in all four combinations. */
class InteropTest extends InteropContract {
  private static final List<TlsLibrary> LIBRARIES =
      List.of(new JsseLibrary(), new ConscryptLibrary());

  @Override
  protected List<TlsLibrary> clients() {
    return LIBRARIES;
  }
}
