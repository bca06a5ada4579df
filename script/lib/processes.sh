# shellcheck shell=bash
# Processes that live exactly as long as the script that started them.

# shellcheck disable=SC2034  # the scripts that source this read it
child=

# start_child COMMAND…: in the background, its id in $child. A session of its own keeps Ctrl-C for this script, which then ends
# its children in order; pdeathsig tells them to end even when this script is killed outright.
start_child() {
  setsid setpriv --pdeathsig TERM "$@" &
  # shellcheck disable=SC2034
  child=$!
}

# stop_children: asks them to end, and waits until they have.
stop_children() {
  local ids
  mapfile -t ids < <(jobs -p)
  [ ${#ids[@]} -gt 0 ] || return 0
  kill -TERM "${ids[@]}" 2>/dev/null || true
  wait "${ids[@]}" 2>/dev/null || true
}

port_answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# wait_for_port HOST PORT ID: until it answers, at most a minute; false when process ID ends before.
wait_for_port() {
  local _
  for _ in {1..600}; do
    port_answers "$1" "$2" && return 0
    kill -0 "$3" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
