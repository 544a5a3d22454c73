#!/bin/sh
# Prints the home of a JDK of the major version $1: $JAVA_<version>_HOME if set, else one below
# /usr/lib/jvm. Prints nothing when there is none.
set -eu
eval "home=\${JAVA_${1}_HOME:-}"
if [ -n "$home" ]; then echo "$home"; exit 0; fi
for dir in /usr/lib/jvm/*"-$1-"* /usr/lib/jvm/*"-$1" /usr/lib/jvm/jdk-"$1"*; do
  if [ -x "$dir/bin/javac" ]; then echo "$dir"; exit 0; fi
done
