package io.tlsmgm.benchmarks.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Measures a group, round by round. What fails is left out of the rounds that follow. */
final class Rounds {
  private final List<Member> members;
  private final Progress progress;
  private final Map<String, String> failed = new LinkedHashMap<>();

  Rounds(List<Member> members, Progress progress) {
    this.members = new ArrayList<>(members);
    this.progress = progress;
  }

  /** Why those that failed did, by their names. */
  Map<String, String> run(Group group) throws InterruptedException {
    progress.begin(group);
    for (int round = 0; round < group.rounds(); round++) {
      for (Member member : Group.order(members, round)) {
        step(member, round);
      }
      progress.round(round, group.rounds());
    }
    return failed;
  }

  private void step(Member member, int round) throws InterruptedException {
    Step.Combination combination = member.combination();
    if (round >= combination.forks() || failed.containsKey(combination.name())) {
      return;
    }
    try {
      member.round();
      progress.measured(combination.seconds() / combination.forks());
      if (round == combination.forks() - 1) {
        progress.result(combination, member.finish());
      }
    } catch (RunnerException | IOException e) {
      failed.put(combination.name(), String.valueOf(e.getMessage()));
      progress.measured(
          combination.seconds() * (combination.forks() - round) / combination.forks());
      progress.result(combination, "FAILED: " + e.getMessage());
    }
  }
}
