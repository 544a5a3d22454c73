#!/bin/sh
# The benchmarks: run, report, list (see --help); jmh passes what follows to JMH itself.
set -eu
cd "$(dirname "$0")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
classpath="benchmarks/target/classes:benchmarks/target/lib/*"
if [ "${1:-}" = jmh ]; then
  shift
  mkdir -p benchmarks/target
  exec "$java" -cp "$classpath" org.openjdk.jmh.Main -rf json -rff benchmarks/target/results.json "$@"
fi
# Charts are drawn without a screen.
exec "$java" -Djava.awt.headless=true -cp "$classpath" io.tlsmgm.benchmarks.Bench "$@"
