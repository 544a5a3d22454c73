#!/bin/sh
# Installs the servers that the benchmarks compare with and the tools that load them, as Debian
# packages. Their services are neither started nor enabled: the benchmarks start what they need.
set -eu

missing=""
need() { # COMMAND PACKAGE
  for directory in /usr/sbin /usr/bin /usr/local/bin; do [ -x "$directory/$1" ] && return; done
  missing="$missing $2"
}
need nginx nginx-light
need haproxy haproxy
need stunnel stunnel4
need openssl openssl
need h2load nghttp2-client
need taskset util-linux
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "These packages are missing (Debian names):$missing. Install them and try again." >&2
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then sudo=""; else sudo="sudo"; fi

# What a package's scripts ask before they start a service; 101 says no (Debian policy 9.3.3.1).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap '$sudo rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
  $sudo chmod 755 "$policy"
fi

echo "Installing$missing" >&2
install() {
  # shellcheck disable=SC2086
  $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $missing >/dev/null
}
install || { $sudo apt-get update -q >/dev/null && install; }

# A machine with systemd would start them at its next boot.
if [ -d /run/systemd/system ]; then
  for unit in nginx haproxy stunnel4; do
    case "$missing" in *"$unit"*) $sudo systemctl disable --quiet "$unit" || : ;; esac
  done
fi
