package io.tlsmgm.jsse;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.contract.Deviation;
import io.tlsmgm.testkit.contract.TlsLibraryContract;
import java.util.EnumMap;
import java.util.Map;

/** The JDK's TLS keeps the contract of every backend. */
class JsseContractTest extends TlsLibraryContract {
  private static final JsseLibrary LIBRARY = new JsseLibrary();

  @Override
  protected TlsLibrary library() {
    return LIBRARY;
  }

  @Override
  protected Map<Deviation, String> deviations() {
    Map<Deviation, String> deviations = new EnumMap<>(Deviation.class);
    deviations.put(
        Deviation.FINISHED_FOR_EVERY_TICKET,
        "the JDK treats a NewSessionTicket as a handshake of its own");
    deviations.put(
        Deviation.NO_PEER_IN_HANDSHAKE_SESSION,
        "the JDK puts the certificates into the session after they were checked");
    deviations.put(
        Deviation.OVERSIZED_RECORD_HAS_ANOTHER_ALERT,
        "the JDK takes records of 32 KiB and finds fault with them later");
    deviations.put(
        Deviation.CLIENT_RENEGOTIATES, "the JDK has no switch for clients, in no version");
    deviations.put(
        Deviation.SERVER_RENEGOTIATES,
        "only jdk.tls.rejectClientInitiatedRenegotiation, of the whole process, refuses it");
    if (Runtime.version().feature() >= 20) { // where groups can be chosen
      deviations.put(
          Deviation.NO_COMMON_GROUP_IS_UNEXPECTED,
          "the JDK looks for a key share first, and does not find one");
    }
    if (Runtime.version().feature() < 25) {
      deviations.put(
          Deviation.MISSING_CERTIFICATE_IS_A_BAD_ONE,
          "older JDKs answer an empty certificate message with bad_certificate");
      deviations.put(
          Deviation.BAD_AUTHORITY_NAME_IS_UNCHECKED,
          "older JDKs do not catch what X500Principal throws");
      deviations.put(
          Deviation.READ_ONLY_SOURCE_IS_AN_ERROR, "older JDKs decrypt in the source itself");
    }
    return deviations;
  }
}
