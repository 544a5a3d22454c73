package io.tlsmgm.testkit.pump;

import io.tlsmgm.api.AlertDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One record as it is on the wire (RFC 8446 section 5.1). */
public final class TlsRecord {
  /** Bytes of a record's header. */
  public static final int HEADER = 5;

  /** change_cipher_spec. */
  public static final int CHANGE_CIPHER_SPEC = 20;

  /** alert. */
  public static final int ALERT = 21;

  /** handshake. */
  public static final int HANDSHAKE = 22;

  /** application_data, and every encrypted record of TLS 1.3. */
  public static final int APPLICATION_DATA = 23;

  private final int contentType;
  private final int version;
  private final byte[] fragment;

  /**
   * A record.
   *
   * @param contentType 0 to 255
   * @param version two bytes, such as 0x0303
   * @param fragment at most 65,535 bytes
   */
  public TlsRecord(int contentType, int version, byte[] fragment) {
    this.contentType = contentType;
    this.version = version;
    this.fragment = fragment.clone();
  }

  /** The records in {@code bytes}; what is left of an incomplete one is dropped. */
  public static List<TlsRecord> parse(byte[] bytes) {
    List<TlsRecord> records = new ArrayList<>();
    int at = 0;
    while (bytes.length - at >= HEADER) {
      int end = at + HEADER + unsigned16(bytes, at + 3);
      if (end > bytes.length) {
        break;
      }
      records.add(
          new TlsRecord(
              bytes[at] & 0xff,
              unsigned16(bytes, at + 1),
              Arrays.copyOfRange(bytes, at + HEADER, end)));
      at = end;
    }
    return records;
  }

  static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  /** The content type. */
  public int contentType() {
    return contentType;
  }

  /** The {@code legacy_record_version}. */
  public int version() {
    return version;
  }

  /** What follows the header, encrypted or not. */
  public byte[] fragment() {
    return fragment.clone();
  }

  /** The alert, if this record holds one that is not encrypted. */
  public Optional<AlertDescription> alert() {
    return contentType == ALERT && fragment.length == 2
        ? AlertDescription.ofCode(fragment[1] & 0xff)
        : Optional.empty();
  }

  /** Header and fragment. */
  public byte[] encoded() {
    byte[] bytes = new byte[HEADER + fragment.length];
    bytes[0] = (byte) contentType;
    bytes[1] = (byte) (version >> 8);
    bytes[2] = (byte) version;
    bytes[3] = (byte) (fragment.length >> 8);
    bytes[4] = (byte) fragment.length;
    System.arraycopy(fragment, 0, bytes, HEADER, fragment.length);
    return bytes;
  }

  @Override
  public String toString() {
    return String.format("record[type %d, %04x, %d bytes]", contentType, version, fragment.length);
  }
}
