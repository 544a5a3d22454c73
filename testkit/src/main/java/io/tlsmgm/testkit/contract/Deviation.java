package io.tlsmgm.testkit.contract;

/**
 * Where a library is known not to keep the letter of the contract. A backend hands out the
 * library's own engine, so it cannot mend these. A subclass that names one has the test demand the
 * deviating behaviour exactly: once the library mends it, the test fails and the name must go.
 */
public enum Deviation {
  /** A. */
  NOTHING_YET
}
