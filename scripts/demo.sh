#!/bin/sh
# Runs the demo that Maven has packaged.
set -eu
cd "$(dirname "$0")/.."
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
options=""
if "$java" --sun-misc-unsafe-memory-access=allow -version >/dev/null 2>&1; then
  options="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
fi
# shellcheck disable=SC2086
exec "$java" $options -cp "demo/target/classes:demo/target/lib/*" io.tlsmgm.demo.Demo "$@"
