# What building the native part needs, to be read by the scripts beside it. able JAVA_HOME: succeeds, or prints what is missing.
able() {
  if ! command -v cmake >/dev/null 2>&1; then
    echo "cmake is missing"
  elif ! command -v cc >/dev/null 2>&1; then
    echo "a C compiler is missing"
  elif [ ! -f "$1/include/jni.h" ]; then
    echo "the JDK has no include/jni.h"
  elif ! printf '#include <wolfssl/options.h>\n#include <wolfssl/ssl.h>\n' | cc -E - >/dev/null 2>&1; then
    echo "the headers of wolfSSL are missing (libwolfssl-dev)"
  else
    return 0
  fi
  return 1
}
