# shellcheck shell=bash
# A PostgreSQL of this run's own: in a temporary folder, on a Unix socket, gone when the script ends. Needs processes.sh.

POSTGRES_FOLDER=

# postgres_programs: the folder of the newest server programs.
postgres_programs() {
  local folder
  folder=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  [ -x "$folder/initdb" ] && printf '%s\n' "$folder"
}

# PostgreSQL refuses to run as root, so root hands it to the user that Debian made for it. Words, not a function: started in
# the background, a function would be a shell of its own between this script and the server.
AS_POSTGRES=()
[ "$(id -u)" -ne 0 ] || AS_POSTGRES=(setpriv --reuid postgres --regid postgres --clear-groups)

# start_postgres: sets DATABASE_URL. Nothing of it need survive a power cut, so it does not wait for the disk.
start_postgres() {
  local programs _
  programs=$(postgres_programs) || return 1
  POSTGRES_FOLDER=$(mktemp -d /tmp/perfeval-postgres.XXXXXX)
  [ "$(id -u)" -ne 0 ] || chown postgres:postgres "$POSTGRES_FOLDER"
  "${AS_POSTGRES[@]}" "$programs/initdb" --pgdata "$POSTGRES_FOLDER/data" --username perfeval --auth trust --no-sync \
    --encoding UTF8 --locale C.UTF-8 >/dev/null || return 1
  "${AS_POSTGRES[@]}" setpriv --pdeathsig INT "$programs/postgres" -D "$POSTGRES_FOLDER/data" -k "$POSTGRES_FOLDER" \
    -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$POSTGRES_FOLDER/log" 2>&1 &
  child=$!
  for _ in {1..200}; do
    if "$programs/pg_isready" --quiet --host "$POSTGRES_FOLDER" --username perfeval --dbname postgres; then
      export DATABASE_URL="postgres://perfeval@${POSTGRES_FOLDER//\//%2F}/postgres"
      return 0
    fi
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
  done
  cat "$POSTGRES_FOLDER/log" >&2
  return 1
}

# stop_postgres: without waiting for connections, and with its folder.
stop_postgres() {
  [ -n "$POSTGRES_FOLDER" ] || return 0
  kill -INT "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  rm -rf "$POSTGRES_FOLDER"
  POSTGRES_FOLDER=
}
