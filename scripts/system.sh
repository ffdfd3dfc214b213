#!/bin/sh
# Installs the named Debian packages that are missing. Where that is not possible (no administrator, no apt), it says
# what to install and goes on: everything that runs without them still runs. Never asks anything.
set -u

missing=""
for package in "$@"; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

explain() {
  echo "以下系统软件包尚未安装：$missing" >&2
  echo "请由管理员执行：apt-get install --yes$missing（其他系统请安装同名或相当的软件包）。本次继续进行。" >&2
  exit 0
}

command -v apt-get >/dev/null 2>&1 || explain
if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  explain
fi

echo "正在安装系统软件包：$missing"
log=$(mktemp)
# shellcheck disable=SC2086 # both are lists of words
if $as_root apt-get update -qq >"$log" 2>&1 &&
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends -qq $missing >>"$log" 2>&1; then
  rm -f "$log"
else
  tail -n 5 "$log" >&2
  rm -f "$log"
  explain
fi
