#!/bin/sh
# Runs the JMH benchmarks; arguments go to JMH (a regular expression of names, -f, -p, -prof …).
set -eu
cd "$(dirname "$0")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
mkdir -p benchmarks/target
exec "$java" -cp "benchmarks/target/classes:benchmarks/target/lib/*" org.openjdk.jmh.Main \
  -rf json -rff benchmarks/target/results.json "$@"
