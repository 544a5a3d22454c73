#!/bin/sh
# Runs every coverage-guided fuzz target (the @FuzzTest methods of the classes *FuzzTest) for
# FUZZ_SECONDS each, one after the other, on the classes that Maven has compiled. A finding fails the
# run; Jazzer leaves its input among the seeds of the target, where every later test run tries it.
set -eu
seconds="${FUZZ_SECONDS:-300}"
# With FUZZ_SEED a run takes the same way as the one before.
seed="${FUZZ_SEED:-0}"
cd "$(dirname "$0")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
failed=""
for module in $(find . -path '*/src/test/java/*FuzzTest.java' | cut -d/ -f2 | sort -u); do
  classpath="$module/target/test-classpath.txt"
  [ -f "$classpath" ] || { echo "$module is not built: run mvn test-compile" >&2; exit 1; }
  for file in $(find "$module" -path '*/src/test/java/*FuzzTest.java' | sort); do
    class="$(echo "$file" | sed -e 's|.*/src/test/java/||' -e 's|\.java$||' -e 's|/|.|g')"
    for method in $(awk '/@FuzzTest/ {found=1} found && match($0, /void [A-Za-z0-9_]+/) {print substr($0, RSTART + 5, RLENGTH - 5); found=0}' "$file"); do
      echo "fuzzing $class#$method for $seconds s"
      log="$(mktemp)"
      (
        cd "$module"
        "$java" -XX:+UseSerialGC -cp "target/classes:target/test-classes:$(cat target/test-classpath.txt)" \
          com.code_intelligence.jazzer.Jazzer --target_class="$class" --target_method="$method" \
          --instrumentation_includes='io.tlsmgm.**' -max_total_time="$seconds" -seed="$seed"
      ) >"$log" 2>&1 || { failed="$failed $class#$method"; tail -60 "$log"; }
      grep -E '^(Done|stat::number_of_executed_units|#[0-9]+.*DONE)' "$log" | tail -1 || true
      rm -f "$log"
    done
  done
done
[ -z "$failed" ] || { echo "findings:$failed" >&2; exit 1; }
