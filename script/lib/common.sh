# shellcheck shell=bash
# Sourced by every script: where the project is, how to speak, how to act as root.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export ROOT
cd "$ROOT" || exit 1

# Where this is set (containers), each process would compile the program anew, which takes longer than most of them run.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE…: one clear line, then the end.
fail() {
  say "$*"
  exit 1
}

# can_be_root: true when a command can be run as root, now or after a password typed at this terminal.
can_be_root() {
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [ -t 0 ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}
