package io.tlsmgm.manager.pki;

/** The outermost frame of DER. */
final class Der {
  private Der() {}

  /** How long a DER sequence says it is, tag and length included; -1 when it is no sequence. */
  static long length(byte[] der) {
    if (der.length < 2 || der[0] != 0x30) {
      return -1;
    }
    int first = der[1] & 0xff;
    if (first < 0x80) {
      return 2L + first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 4 || der.length < 2 + count) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | (der[2 + i] & 0xff);
    }
    return 2L + count + length;
  }
}
