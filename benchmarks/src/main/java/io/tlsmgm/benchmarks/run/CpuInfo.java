package io.tlsmgm.benchmarks.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code /proc/cpuinfo} says of the instructions that TLS lives on. */
final class CpuInfo {
  /** x86's, and the three that ARM names otherwise. */
  private static final List<String> INSTRUCTIONS =
      List.of("aes", "vaes", "pclmulqdq", "vpclmulqdq", "sha_ni", "avx2", "avx512f", "adx", "bmi2");

  private static final List<String> ARM = List.of("aes", "pmull", "sha2", "sha3", "asimd", "sve");

  private CpuInfo() {}

  static String model(List<String> info) {
    String model = value(info, "model name");
    return model.isEmpty() ? "unknown (" + System.getProperty("os.arch") + ")" : model;
  }

  /** Each with yes or no. */
  static String crypto(List<String> info) {
    String flags = value(info, "flags");
    String arm = value(info, "Features");
    if (flags.isEmpty() && arm.isEmpty()) {
      return "unknown: the system does not say";
    }
    Set<String> has = new HashSet<>(List.of((flags.isEmpty() ? arm : flags).split("\\s+")));
    List<String> words = new ArrayList<>();
    for (String instruction : flags.isEmpty() ? ARM : INSTRUCTIONS) {
      words.add(instruction + (has.contains(instruction) ? " yes" : " no"));
    }
    return String.join(", ", words);
  }

  private static String value(List<String> info, String name) {
    return info.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
