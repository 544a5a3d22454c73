package io.tlsmgm.wolfssl;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;

/** What the C library has handed out, of glibc 2.33 or newer; libcrypto asks nobody else. */
final class Malloc {
  private Malloc() {}

  /** {@code struct mallinfo2} of malloc.h; all {@code size_t}. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class Info extends Structure implements Structure.ByValue {
    public NativeLong arena = new NativeLong();
    public NativeLong ordblks = new NativeLong();
    public NativeLong smblks = new NativeLong();
    public NativeLong hblks = new NativeLong();
    public NativeLong hblkhd = new NativeLong();
    public NativeLong usmblks = new NativeLong();
    public NativeLong fsmblks = new NativeLong();
    public NativeLong uordblks = new NativeLong();
    public NativeLong fordblks = new NativeLong();
    public NativeLong keepcost = new NativeLong();
  }

  /** Bytes in use in all arenas; 0 where the C library does not tell. */
  static long inUse() {
    Function mallinfo;
    try {
      mallinfo = NativeLibrary.getProcess().getFunction("mallinfo2");
    } catch (UnsatisfiedLinkError notGlibc) {
      return 0;
    }
    Info info = (Info) mallinfo.invoke(Info.class, new Object[0]);
    return info.uordblks.longValue();
  }
}
