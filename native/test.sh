#!/bin/sh
# Builds the tests in C into BUILD_DIRECTORY and runs them, where the native part can be built at all.
# test.sh JAVA_HOME BUILD_DIRECTORY
set -eu
here=$(cd "$(dirname "$0")" && pwd)
java_home=$1
build=$2
. "$here/able.sh"
missing=$(able "$java_home") || { echo "native: no tests in C: $missing" >&2; exit 0; }

mkdir -p "$build"
cmake -S "$here" -B "$build" -DTLSMGM_C_TESTS=ON -DJAVA_HOME="$java_home" >"$build/build.log" 2>&1 &&
  cmake --build "$build" >>"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
cd "$build"
exec ctest --output-on-failure
