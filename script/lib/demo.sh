# shellcheck shell=bash
# When a server is a demonstration.

# holds_nothing FILE: no database yet, or one without a single table (a check of migrations leaves such a file behind).
holds_nothing() {
  [ -s "$1" ] || return 0
  "$ROOT/.venv/bin/python" - "$1" <<'PYTHON'
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
sys.exit(bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]))
PYTHON
}

# choose_demo: a demonstration is what began as one. A database that is given by URL never becomes one by itself.
choose_demo() {
  local mark=$VAR_DIR/demo
  if [ -z "${DEMO:-}" ]; then
    DEMO=0
    if [ -z "${DATABASE_URL:-}${DATABASE_URL_FILE:-}" ] && holds_nothing "$VAR_DIR/perfeval.sqlite3"; then touch "$mark"; fi
    [ ! -e "$mark" ] || DEMO=1
  fi
  export DEMO
}
