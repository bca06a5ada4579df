# shellcheck shell=bash
# A virtual environment with exactly the locked packages, made anew when Python or the place of the project changes.

VENV=${VENV:-$ROOT/.venv}

# is_suitable_python COMMAND: Python 3.11 or later that can make a virtual environment.
is_suitable_python() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# find_python: the first suitable one; $PYTHON, where given, is the only candidate.
find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
    is_suitable_python "$candidate" && command -v "$candidate" && return 0
  done
  return 1
}

# python_packages: what apt calls Python ≥ 3.11 with venv here. Ubuntu 22.04 has it beside its own 3.10.
python_packages() {
  case $(system_name) in
    "ubuntu 22.04") echo python3.11 python3.11-venv ;;
    *) echo python3 python3-venv ;;
  esac
}

# require_python: find_python, after an installation where it is needed and possible.
require_python() {
  local packages
  find_python && return 0
  read -ra packages < <(python_packages)
  if command -v apt-get >/dev/null && can_be_root; then
    say "Installing from apt: ${packages[*]}"
    update_package_lists
    apt_install "${packages[@]}" || true
    find_python && return 0
  fi
  say "Python 3.11 or later with venv is needed. As root: apt-get install ${packages[*]}"
  say "Or name another one: PYTHON=/path/to/python3 $0"
  return 1
}

# lock_stamp LOCK: what an installation of this lock depends on.
lock_stamp() {
  printf '%s %s %s\n' "$(sha256sum <"$ROOT/requirements/$1.txt")" \
    "$("$VENV/bin/python" -c 'import platform; print(platform.python_version())' 2>/dev/null)" "$VENV"
}

is_installed() {
  [ -x "$VENV/bin/python" ] && [ "$(cat "$VENV/.installed-$1" 2>/dev/null)" = "$(lock_stamp "$1")" ]
}

# venv_is_sound: pip answers and the environment was made by the Python, and in the place, it is used with now.
venv_is_sound() {
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && head -n 1 "$VENV/bin/pip" | grep -qF "$VENV/bin/"
}

make_venv() {
  local python
  python=$(require_python) || return 1
  say "Making the virtual environment with $("$python" --version)"
  "$python" -m venv --clear "$VENV"
}

# install_requirements LOCK: “base”, or “dev”, which holds all of base.
install_requirements() {
  is_installed "$1" && return 0
  venv_is_sound || make_venv || return 1
  say "Installing the Python packages of requirements/$1.txt, about a minute"
  "$VENV/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes --no-deps \
    -r "$ROOT/requirements/$1.txt" || return 1
  lock_stamp "$1" >"$VENV/.installed-$1"
  [ "$1" = base ] || lock_stamp base >"$VENV/.installed-base"
}
