# MLflow's own server, with SQLite and passwords: what it has of a sweep, of one that was killed as it
# trained, of a sending that was killed, and of sweeps whose server was down, silent or refused.
. "$root/bench/sites.d/jobs.sh"
port=19480
silent_port=19481
address=http://127.0.0.1:$port
password=fine-day-1234
export MLFLOW_FLASK_SERVER_SECRET_KEY=loopback-only MLFLOW_AUTH_ADMIN_PASSWORD=$password MLFLOW_TRACKING_USERNAME=admin MLFLOW_TRACKING_PASSWORD=$password

mlflow_server() {
  [ -x "$work/mlflow/bin/mlflow" ] || {
    "$python" -m venv "$work/mlflow"
    "$work/mlflow/bin/pip" install -q 'mlflow[auth]==3.17.2'
  } >"$out/pip.log" 2>&1
  start mlflow env -C "$out" "$work/mlflow/bin/mlflow" server --app-name basic-auth --host 127.0.0.1 --port "$port" \
    --workers 1 --backend-store-uri "sqlite:///$out/mlflow.db" --artifacts-destination "$out/artifacts"
}

found() { # found FOLDER SETTINGS: what MLflow's client has of it, next to its tables
  "$work/mlflow/bin/python" "$root/bench/sites.d/MlflowFinds.py" "$address" linesweep "$1" "$2" || failures=$((failures + 1))
}

runs() {
  "$python" -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("select count(*) from runs").fetchone()[0])' "$out/mlflow.db"
}

has_runs() { # has_runs N: the server has so many
  [ "$(runs)" -ge "$1" ]
}

blocks() { # blocks FOLDER N
  [ "$(find "$1/journal" -name '*.block' 2>/dev/null | wc -l)" -ge "$2" ]
}

kill_latest() {
  kill -9 -- "-${started[-1]}"
  unset 'started[-1]'
}

killed_and_continued() {
  start killed env -u SPARK_HOME "$root/bin/linesweep" run "$out/long.yaml" --out "$out/killed" --mlflow "$address"
  await 300 blocks "$out/killed" 2
  kill_latest
  embedded run "$out/long.yaml" --out "$out/killed" --mlflow "$address"
}

sending_killed() {
  embedded run "$root/jobs/line.yaml" --engine fused --out "$out/sent-twice" --quiet || return 1
  start sending env -u SPARK_HOME "$root/bin/linesweep" track "$out/sent-twice" --mlflow "$address"
  await 120 has_runs $((before + 6))
  kill_latest
  has_runs $((before + 21)) && echo "the sending was not cut" && return 1
  embedded track "$out/sent-twice" --mlflow "$address"
}

within() { # within SECONDS TEXT COMMAND...: the command took at most so long
  local limit=$1 text=$2 began=$SECONDS
  shift 2
  "$@" >"$out/within.log" 2>&1
  [ $((SECONDS - began)) -le "$limit" ] && proved "$text: $((SECONDS - began)) s" || not_proved "$text: $((SECONDS - began)) s"
}

says() { # says TEXT FILE WORDS
  grep -q "$3" "$2" && proved "$1" || not_proved "$1 ($2)"
}

mlflow_server
await 120 curl -sf -m 5 -u "admin:$password" "$address/api/2.0/mlflow/experiments/search?max_results=1" || exit 1
long_job 20000 >"$out/long.yaml"

expect 0 "a sweep tells the server" embedded run "$root/jobs/line.yaml" --engine fused --out "$out/line" --mlflow "$address"
found "$out/line" 20
expect 0 "the same command again" embedded run "$root/jobs/line.yaml" --engine fused --out "$out/line" --mlflow "$address"
expect 0 "linesweep track on top of it" embedded track "$out/line"
found "$out/line" 20

expect 0 "a sweep that was killed as it trained continues" killed_and_continued
found "$out/killed" 20

before=$(runs)
expect 0 "a sending that was killed continues" sending_killed
found "$out/sent-twice" 20

expect 0 "a server that is down costs no sweep" embedded run "$root/jobs/line.yaml" --engine fused --out "$out/down" --mlflow http://127.0.0.1:9
says "the run says so" "$out/last.log" "warning: not sent to MLflow: nothing answers at http://127.0.0.1:9"
says "the folder says so" "$out/down/tracking.json" UNSENT
expect 1 "linesweep track of it ends with 1 as long as the server is down" embedded track "$out/down"
expect 0 "it is told later, in the experiment and to the server that are typed" embedded track "$out/down" --mlflow "$address" --top 100
found "$out/down" 100

start silent "$python" -c "import socket, time; s = socket.create_server(('127.0.0.1', $silent_port)); time.sleep(3600)"
within 25 "a server that is silent costs some ten seconds, the start of Java with them" embedded track "$out/down" --mlflow "http://127.0.0.1:$silent_port"
cat "$out/within.log"

MLFLOW_TRACKING_PASSWORD=wrong-word expect 0 "a server that refuses costs no sweep" embedded run "$root/jobs/line.yaml" --engine fused --out "$out/refused" --mlflow "$address"
says "the run says so" "$out/last.log" "rejects the user or password (status 401)"
grep -rqE "$password|wrong-word|$(printf 'admin:%s' "$password" | base64)" "$out"/{line,killed,sent-twice,down,refused} "$out"/*.log \
  && not_proved "no file and no log has a password" || proved "no file and no log has a password"
