#!/bin/sh
# Builds the native part with AddressSanitizer and UndefinedBehaviorSanitizer and runs the tests in C with it, then the
# contract suite of the wolfSSL engine in a JVM that has the sanitizers' runtime.
#
# TESTS: test classes of backend-wolfssl (WolfSslContractTest). What libwolfssl itself does is seen only as far as it
# calls the C library; leaks are for MemorySoakTest, because a JVM never frees all that it has.
set -eu
cd "$(dirname "$0")/.."
tests="${TESTS:-WolfSslContractTest}"
java="$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")"
build="$PWD/native/target/asan"
mkdir -p "$build/bin"
cmake -S native -B "$build" -DTLSMGM_ASAN=ON -DTLSMGM_C_TESTS=ON -DJAVA_HOME="${java%/bin/java}"
cmake --build "$build" -j 2
(cd "$build" && ASAN_OPTIONS=detect_leaks=1 ctest --output-on-failure)

runtime="$(cc -print-file-name=libasan.so)"
log="$build/findings"
rm -f "$log".*
# The JVM has handlers of its own for these signals, and uses them. Only the JVM of the tests gets the runtime, so it is
# given to Maven as a java of its own.
cat >"$build/bin/java" <<END
#!/bin/sh
export LD_PRELOAD="$runtime"
export ASAN_OPTIONS="handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:allow_user_segv_handler=1:detect_leaks=0:log_path=$log"
export UBSAN_OPTIONS="print_stacktrace=1:log_path=$log"
exec "$java" "\$@"
END
chmod +x "$build/bin/java"
# The memory of freed blocks is kept back on top of the heap, which therefore is small.
${MVN:-mvn -B -ntp} test -pl backend-wolfssl -am -Dspotless.check.skip -Djvm="$build/bin/java" -Dtest="$tests" \
  -Dsurefire.failIfNoSpecifiedTests=false \
  -Dextra.argLine="-Xmx1g -Dtlsmgm.wolfssl.shim=$build/libtlsmgm-wolfssl.so" || failed=1
for finding in "$log".*; do
  [ -e "$finding" ] || continue
  cat "$finding" >&2
  failed=1
done
[ -z "${failed:-}" ] || { echo "make asan: not clean" >&2; exit 1; }
echo "make asan: clean"
