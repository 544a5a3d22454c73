#!/bin/sh
# Installs what the build and its tests need beside a JDK and Maven: TLS clients and servers to test
# against. Uses apt-get when it may; otherwise it names the packages and fails.
set -eu

missing=""
need() { # COMMAND PACKAGE
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need openssl openssl
need curl curl
need gnutls-cli gnutls-bin
# The native part of the wolfSSL engine.
need cc gcc
need cmake cmake
need make make
if [ ! -f /usr/include/wolfssl/ssl.h ] && [ ! -f /usr/local/include/wolfssl/ssl.h ]; then
  missing="$missing libwolfssl-dev"
fi
# Servers of databases keep their programs where PATH has not always a look.
need_file() { # GLOB PACKAGE
  for file in $1; do [ -x "$file" ] && return; done
  missing="$missing $2"
}
need_file "/usr/sbin/mariadbd" mariadb-server
need_file "/usr/lib/postgresql/*/bin/initdb" postgresql
need_file "/usr/lib/rabbitmq/bin/rabbitmq-server" rabbitmq-server
need redis-server redis-server

if [ -n "$missing" ]; then
  if [ "$(id -u)" -eq 0 ]; then sudo=""; elif command -v sudo >/dev/null 2>&1; then sudo="sudo"; else sudo="none"; fi
  if [ "$sudo" = "none" ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "These packages are missing (Debian names):$missing. Install them and try again." >&2
    exit 1
  fi
  echo "Installing$missing" >&2
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  $sudo apt-get install -y -q --no-install-recommends $missing >/dev/null 2>&1 || {
    $sudo apt-get update -q >/dev/null
    $sudo apt-get install -y -q --no-install-recommends $missing >/dev/null
  }
fi

for tool in java mvn; do
  command -v "$tool" >/dev/null 2>&1 || { echo "$tool is missing: install a JDK (17 or newer) and Maven (3.8 or newer)." >&2; exit 1; }
done
