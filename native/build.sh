#!/bin/sh
# Builds the shim for this machine into DIRECTORY/PLATFORM, if a C compiler, CMake and the headers of wolfSSL are there.
# Without them the jar has no native part, and 'tlsmgm libraries' says so.
# build.sh DIRECTORY JAVA_HOME BUILD_DIRECTORY
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
java_home=$2
build=$3

os=$(uname -s | tr '[:upper:]' '[:lower:]')
case $(uname -m) in
  x86_64 | amd64) arch=x86-64 ;;
  arm64 | aarch64) arch=aarch64 ;;
  *) arch=$(uname -m) ;;
esac
directory="$target/$os-$arch"

. "$here/able.sh"
missing=$(able "$java_home") || { echo "native: no wolfSSL engine for $os-$arch in this build: $missing" >&2; exit 0; }

mkdir -p "$directory" "$build"
cmake -S "$here" -B "$build" -DJAVA_HOME="$java_home" >"$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
cmake --build "$build" >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
for library in libtlsmgm-wolfssl.so libtlsmgm-wolfssl.dylib libtlsmgm-wolfssl-interpose.so; do
  [ -f "$build/$library" ] || continue
  # Again only when it differs: a jar and what depends on it are then not made anew.
  cmp -s "$build/$library" "$directory/$library" 2>/dev/null || cp "$build/$library" "$directory/"
done
