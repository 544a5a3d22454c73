#!/bin/sh
# Builds the loops in C into BUILD_DIRECTORY/bench, or says what is missing. The one over OpenSSL is left out without its headers.
# bench.sh JAVA_HOME BUILD_DIRECTORY
set -eu
here=$(cd "$(dirname "$0")" && pwd)
java_home=$1
build=$2
. "$here/able.sh"
missing=$(able "$java_home") || { echo "native: no loops in C: $missing" >&2; exit 1; }

mkdir -p "$build"
{
  cmake -S "$here" -B "$build" -DTLSMGM_C_TESTS=ON -DJAVA_HOME="$java_home" &&
    cmake --build "$build" --target loop &&
    if [ -n "$(cmake --build "$build" --target help | grep -w loop-openssl)" ]; then
      cmake --build "$build" --target loop-openssl
    fi
} >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
