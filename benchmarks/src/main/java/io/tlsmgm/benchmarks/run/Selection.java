package io.tlsmgm.benchmarks.run;

import java.nio.file.Path;
import java.util.Locale;

/** How much is measured. */
public enum Selection {
  /** What it takes to choose a library, in ten minutes. */
  SHORT,
  /** Every combination that there is. */
  FULL;

  /** Where its results are when nobody says otherwise. */
  public Path directory() {
    return Path.of("benchmarks", "target", "results", name().toLowerCase(Locale.ROOT));
  }
}
