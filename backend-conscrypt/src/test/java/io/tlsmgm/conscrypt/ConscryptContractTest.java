package io.tlsmgm.conscrypt;

import io.tlsmgm.api.TlsLibrary;
import io.tlsmgm.testkit.contract.Deviation;
import io.tlsmgm.testkit.contract.TlsLibraryContract;
import java.util.EnumMap;
import java.util.Map;

/** Conscrypt keeps the contract of every backend. */
class ConscryptContractTest extends TlsLibraryContract {
  private static final ConscryptLibrary LIBRARY = new ConscryptLibrary();

  @Override
  protected TlsLibrary library() {
    return LIBRARY;
  }

  @Override
  protected Map<Deviation, String> deviations() {
    Map<Deviation, String> deviations = new EnumMap<>(Deviation.class);
    deviations.put(
        Deviation.SERVER_NAME_IS_PEER_HOST, "one field of Conscrypt's engine holds both");
    deviations.put(
        Deviation.NULL_BESIDE_THE_RANGE_IS_AN_ERROR, "Conscrypt looks at the whole array");
    deviations.put(
        Deviation.OVERFLOW_KEEPS_THE_REST,
        "BoringSSL decrypts a whole record before Conscrypt sees how long it is");
    deviations.put(
        Deviation.CLOSE_NOTIFY_NEEDS_NO_WRAP,
        "Conscrypt's status is about the handshake alone, once that has ended");
    deviations.put(Deviation.NO_HALF_CLOSE, "Conscrypt closes both directions at a close_notify");
    deviations.put(
        Deviation.TRUNCATION_IS_SILENT, "closeInbound of Conscrypt's engine throws nothing");
    deviations.put(
        Deviation.ABANDONED_HANDSHAKE_IS_SILENT,
        "BoringSSL sends no close_notify before the handshake is done");
    deviations.put(
        Deviation.NO_APPLICATION_PROTOCOL_IS_NULL,
        "Conscrypt does not tell an unfinished negotiation from one without a result");
    deviations.put(
        Deviation.APPLICATION_PROTOCOL_MISMATCH_IS_IGNORED,
        "Conscrypt's callback knows only 'selected' and 'not acknowledged'");
    deviations.put(
        Deviation.REFUSED_PEER_IS_SHOWN,
        "Conscrypt puts the certificates into the session before they are checked");
    deviations.put(
        Deviation.BAD_AUTHORITY_NAME_IS_UNCHECKED,
        "Conscrypt does not catch what X500Principal throws");
    deviations.put(
        Deviation.OVERSIZED_RECORD_HAS_ANOTHER_ALERT,
        "Conscrypt looks at the length before BoringSSL could send an alert");
    deviations.put(
        Deviation.CLIENT_RENEGOTIATES, "Conscrypt tells BoringSSL to, and has no switch");
    return deviations;
  }
}
