#!/bin/sh
# Runs every coverage-guided fuzz target (classes *FuzzTest) for FUZZ_SECONDS each, one after the
# other. A finding fails the run; Jazzer leaves the input beside the module's sources.
set -eu
seconds="${FUZZ_SECONDS:-300}"
cd "$(dirname "$0")/.."
for file in $(find api manager -path '*/src/test/java/*FuzzTest.java' | sort); do
  module="${file%%/*}"
  class="$(basename "$file" .java)"
  # A run of Jazzer fuzzes one method only.
  grep -B3 -E 'void [a-zA-Z0-9_]+\(' "$file" | grep -A3 '@FuzzTest' | grep -oE 'void [a-zA-Z0-9_]+' | cut -d' ' -f2 | while read -r method; do
    echo "fuzzing $class#$method for $seconds s"
    JAZZER_FUZZ=1 mvn -q -B -o -pl "$module" -am surefire:test \
      -Dsurefire.failIfNoSpecifiedTests=false -Dtest="$class#$method" -Djazzer.max_duration="${seconds}s" \
      -Dextra.argLine="-Djazzer.max_duration=${seconds}s"
  done
done
