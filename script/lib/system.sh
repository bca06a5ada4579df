# shellcheck shell=bash
# The operating system's part of the set-up: which packages are missing, and getting them from apt.

PACKAGES=${PACKAGES:-$ROOT/script/packages}

# system_name: the distribution and its version as in /etc/os-release, e.g. “debian 12”.
system_name() {
  local file=${OS_RELEASE:-/etc/os-release}
  [ -r "$file" ] || return 0
  # shellcheck source=/dev/null
  (. "$file" && printf '%s %s\n' "${ID:-}" "${VERSION_ID:-}")
}

# is_not_offered SYSTEM PACKAGE: Ubuntu's chromium is a snap, which a test cannot drive; 22.04 has no subsetting HarfBuzz.
is_not_offered() {
  case "$1/$2" in
    ubuntu*/chromium | "ubuntu 22.04/libharfbuzz-subset0") return 0 ;;
    *) return 1 ;;
  esac
}

# packages_of SET…: the names of the packages of these sets that this distribution offers.
packages_of() {
  local wanted=" $* " system set name _
  system=$(system_name)
  while read -r set name _; do
    [[ $wanted == *" $set "* ]] || continue
    is_not_offered "$system" "$name" || printf '%s\n' "$name"
  done <"$PACKAGES"
}

# use_of PACKAGE: what it is for, and what therefore does not work without it.
use_of() {
  local set name use
  while read -r set name use; do
    [ "$name" = "$1" ] && printf '%s\n' "$use"
  done <"$PACKAGES"
}

# missing_packages NAME…: those that dpkg does not know as installed.
missing_packages() {
  [ $# -gt 0 ] || return 0
  comm -23 <(printf '%s\n' "$@" | sort) \
    <(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' | sort)
}

# report_missing NAME…: what will not work without them, and the command that mends it.
report_missing() {
  local name
  say "These packages of the operating system are missing. Without them these do not work:"
  for name in "$@"; do say "  $name, for $(use_of "$name")"; done
  say "As root: apt-get install $*"
}

# apt_install NAME…: from apt, as root or through sudo; quiet unless it fails.
apt_install() {
  local log
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  return 1
}

# update_package_lists: once per process; an unreachable mirror is told by the installation that follows.
update_package_lists() {
  [ -z "${PACKAGE_LISTS_ARE_NEW:-}" ] || return 0
  as_root apt-get update -qq >/dev/null 2>&1 </dev/null || say "apt-get update did not reach every source."
  PACKAGE_LISTS_ARE_NEW=1
}

# install_packages SET…: what is missing of these sets. What cannot be had is named; it never ends the script.
install_packages() {
  local wanted missing
  mapfile -t wanted < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null; then
    say "This is neither Debian nor Ubuntu: install the counterparts of these yourself: ${wanted[*]}"
    return 0
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  if can_be_root; then
    say "Installing from apt: ${missing[*]}"
    update_package_lists
    apt_install "${missing[@]}" || apt_install_singly "${missing[@]}"
    mapfile -t missing < <(missing_packages "${missing[@]}")
  fi
  [ ${#missing[@]} -eq 0 ] || report_missing "${missing[@]}"
}

# apt_install_singly NAME…: one that this distribution does not have must not keep the others away.
apt_install_singly() {
  local name
  for name in "$@"; do apt_install "$name" || true; done
}
