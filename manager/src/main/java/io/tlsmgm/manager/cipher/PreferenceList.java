package io.tlsmgm.manager.cipher;

import static io.tlsmgm.manager.cipher.SuitePattern.ANY;
import static io.tlsmgm.manager.cipher.SuitePattern.bit;
import static io.tlsmgm.manager.cipher.SuitePattern.bits;
import static io.tlsmgm.manager.cipher.SuitePattern.encs;

import io.tlsmgm.api.CipherSuite;
import io.tlsmgm.api.CipherSuite.Au;
import io.tlsmgm.api.CipherSuite.Enc;
import io.tlsmgm.api.CipherSuite.Kx;
import io.tlsmgm.api.CipherSuite.Mac;
import io.tlsmgm.api.CipherSuite.MinProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The list that the rules of a cipher string work on: every suite up to TLS 1.2 in an order of
 * preference, each selected or not. A suite that is not selected keeps a place, because that place
 * decides where a later rule puts it.
 */
final class PreferenceList {
  /** What a rule does with the suites it matches. */
  enum Action {
    /** Select what is not selected and put it at the end, in the order of the list. */
    ADD,
    /** Put what is selected at the end. */
    MOVE_TO_END,
    /**
     * Put what is selected at the front; no cipher string can say this, the built-in order does.
     */
    MOVE_TO_FRONT,
    /** Deselect, and put at the front, so that it comes first if it is added again. */
    REMOVE,
    /** Take out of the list for good. */
    KILL
  }

  private static final int NONE = -1;

  /** Sorted by falling code, which is where OpenSSL starts before it applies its preferences. */
  private static final List<CipherSuite> SUITES =
      Arrays.stream(CipherSuite.values())
          .filter(suite -> !suite.isTls13())
          .sorted(Comparator.comparingInt(CipherSuite::code).reversed())
          .toList();

  private static final SuitePattern[] PATTERNS =
      SUITES.stream().map(SuitePattern::of).toArray(SuitePattern[]::new);

  private static final int[] STRENGTHS = {256, 128, 0};

  private static final PreferenceList BUILT_IN = builtIn();
  private static final PreferenceList DEFAULT = defaultList();

  private final int[] next;
  private final int[] previous;
  private final boolean[] selected;
  private int head;
  private int tail;

  private PreferenceList() {
    int size = SUITES.size();
    next = new int[size];
    previous = new int[size];
    selected = new boolean[size];
    for (int i = 0; i < size; i++) {
      next[i] = i + 1 < size ? i + 1 : NONE;
      previous[i] = i - 1;
    }
    head = 0;
    tail = size - 1;
  }

  private PreferenceList(PreferenceList other) {
    next = other.next.clone();
    previous = other.previous.clone();
    selected = other.selected.clone();
    head = other.head;
    tail = other.tail;
  }

  /** Every suite in the built-in order of preference, none selected. */
  static PreferenceList ofBuiltInOrder() {
    return new PreferenceList(BUILT_IN);
  }

  /** The list after the rules that {@code DEFAULT} stands for. */
  static PreferenceList ofDefault() {
    return new PreferenceList(DEFAULT);
  }

  void apply(Action action, SuitePattern pattern) {
    apply(action, pattern, NONE);
  }

  /** {@code @STRENGTH}: by falling length of the key, otherwise keeping the order. */
  void sortByStrength() {
    for (int bits : STRENGTHS) {
      apply(Action.MOVE_TO_END, ANY, bits);
    }
  }

  /** What is selected, in order. */
  List<CipherSuite> selected() {
    List<CipherSuite> result = new ArrayList<>(SUITES.size());
    for (int i = head; i != NONE; i = next[i]) {
      if (selected[i]) {
        result.add(SUITES.get(i));
      }
    }
    return List.copyOf(result);
  }

  private void apply(Action action, SuitePattern pattern, int strengthBits) {
    // What moves to the front is visited from the end, so that moving keeps the order.
    boolean backwards = action == Action.REMOVE || action == Action.MOVE_TO_FRONT;
    int last = backwards ? head : tail;
    int following = backwards ? tail : head;
    while (following != NONE) {
      int i = following;
      following = backwards ? previous[i] : next[i];
      if (pattern.matches(PATTERNS[i])
          && (strengthBits == NONE || SUITES.get(i).bits() == strengthBits)) {
        act(action, i);
      }
      if (i == last) {
        return;
      }
    }
  }

  private void act(Action action, int i) {
    switch (action) {
      case ADD -> {
        if (!selected[i]) {
          moveToEnd(i);
          selected[i] = true;
        }
      }
      case MOVE_TO_END -> {
        if (selected[i]) {
          moveToEnd(i);
        }
      }
      case MOVE_TO_FRONT -> {
        if (selected[i]) {
          moveToFront(i);
        }
      }
      case REMOVE -> {
        if (selected[i]) {
          moveToFront(i);
          selected[i] = false;
        }
      }
      case KILL -> {
        unlink(i);
        selected[i] = false;
      }
    }
  }

  private void moveToEnd(int i) {
    if (i == tail) {
      return;
    }
    unlink(i);
    previous[i] = tail;
    next[i] = NONE;
    next[tail] = i;
    tail = i;
  }

  private void moveToFront(int i) {
    if (i == head) {
      return;
    }
    unlink(i);
    next[i] = head;
    previous[i] = NONE;
    previous[head] = i;
    head = i;
  }

  private void unlink(int i) {
    int before = previous[i];
    int after = next[i];
    if (before == NONE) {
      head = after;
    } else {
      next[before] = after;
    }
    if (after == NONE) {
      tail = before;
    } else {
      previous[after] = before;
    }
  }

  private static PreferenceList builtIn() {
    PreferenceList list = new PreferenceList();
    SuitePattern ecdhe = ANY.withKx(bit(Kx.ECDH));
    SuitePattern ephemeral = ANY.withKx(bits(Kx.DH, Kx.ECDH));
    SuitePattern aead = ANY.withMac(Mac.AEAD);

    // Elliptic curves first, with ECDSA before RSA; removing them again leaves them at the front.
    list.apply(Action.ADD, ecdhe.withAu(bit(Au.ECDSA)));
    list.apply(Action.ADD, ecdhe);
    list.apply(Action.REMOVE, ecdhe);
    // By encryption: GCM, ChaCha20, the rest of AES, the rest.
    list.apply(Action.ADD, ANY.withEnc(encs(Enc.AESGCM)));
    list.apply(Action.ADD, ANY.withEnc(encs(Enc.CHACHA20_POLY1305)));
    list.apply(Action.ADD, ANY.withEnc(encs(Enc.AES, Enc.AESCCM, Enc.AESCCM8)));
    list.apply(Action.ADD, ANY);
    // Last: MD5, then nobody authenticated, then keys that a stolen secret gives away.
    list.apply(Action.MOVE_TO_END, ANY.withMac(Mac.MD5));
    list.apply(Action.MOVE_TO_END, ANY.withAu(bit(Au.NONE)));
    list.apply(Action.MOVE_TO_END, ANY.withKx(bit(Kx.RSA)));
    list.apply(Action.MOVE_TO_END, ANY.withKx(bit(Kx.PSK)));
    // By strength; but whatever the strength, TLS 1.2 before older suites, AEAD before that,
    // ephemeral keys before that, and both together first of all.
    list.sortByStrength();
    list.apply(Action.MOVE_TO_FRONT, ANY.withProtocol(MinProtocol.TLSV1_2));
    list.apply(Action.MOVE_TO_FRONT, aead);
    list.apply(Action.MOVE_TO_FRONT, ephemeral);
    list.apply(Action.MOVE_TO_FRONT, ephemeral.withMac(Mac.AEAD));
    list.apply(Action.REMOVE, ANY);
    return list;
  }

  private static PreferenceList defaultList() {
    PreferenceList list = ofBuiltInOrder();
    int noEncryption = encs(Enc.NULL);
    list.apply(Action.ADD, ANY.withEnc(~noEncryption));
    list.apply(Action.KILL, ANY.withNotDefault());
    list.apply(Action.KILL, ANY.withEnc(noEncryption));
    return list;
  }
}
