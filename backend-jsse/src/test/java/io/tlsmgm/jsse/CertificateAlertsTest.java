package io.tlsmgm.jsse;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.contract.UnspecificAlertsContract;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.PKIXReason;
import java.util.stream.Stream;

class CertificateAlertsTest extends UnspecificAlertsContract {
  private final TlsLibrary library = new JsseLibrary();

  @Override
  protected TlsLibrary library() {
    return library;
  }

  @Override
  protected Stream<Reason> unnamedByClients() {
    return Stream.of(PKIXReason.NO_TRUST_ANCHOR);
  }
}
