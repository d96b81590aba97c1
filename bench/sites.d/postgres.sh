# PostgreSQL: a table over JDBC, its driver by --jars, the password in an environment variable.
. "$root/bench/sites.d/tables.sh"
port=19330

postgres_server() {
  local bin data=$out/data
  bin=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$bin" ] || { apt-get install -qq -y postgresql >"$out/apt.log" 2>&1; bin=$(find /usr/lib/postgresql/*/bin -name initdb | sort -V | tail -n 1); }
  bin=$(dirname "$bin")
  mkdir -p "$data" && chown -R postgres "$data" && chmod 755 "$out"
  printf 'fine-day' >"$out/password"
  chown postgres "$out/password"
  as_postgres "$bin/initdb" -D "$data" -A scram-sha-256 --pwfile "$out/password" >"$out/initdb.log" 2>&1
  start postgres setpriv --reuid=postgres --regid=postgres --init-groups "$bin/postgres" -D "$data" -p "$port" -h 127.0.0.1 -k "$data"
  await 60 sql -c 'SELECT 1'
}

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --init-groups "$@"
}

sql() {
  PGPASSWORD=fine-day psql -q -h 127.0.0.1 -p "$port" -U postgres "$@"
}

sweep() { # sweep PASSWORD FOLDER
  WEATHER_PASSWORD=$1 submit --master 'local[2]' --jars "$driver" -- run "$out/weather.yaml" --out "$2" --quiet
}

postgres_server || exit 1
driver=$(maven org.postgresql:postgresql:42.7.8)
sql -c 'CREATE TABLE weather (date date, precipitation float8, temp_max float8, temp_min float8, wind float8, weather text)' \
  -c "\\copy weather FROM '$weather' WITH (FORMAT csv, HEADER true)"
job_of 'format: jdbc' \
  "options: {url: 'jdbc:postgresql://127.0.0.1:$port/postgres', dbtable: weather, user: postgres, password: '\${env:WEATHER_PASSWORD}'}" >"$out/weather.yaml"
expect 0 "a table of PostgreSQL, with the driver of --jars" sweep fine-day "$out/run"
sweeps_as_csv "its numbers are those of the CSV file" "$out/run/summary.csv"
expect 2 "a wrong password ends with 2" sweep rainy-day "$out/refused"
cat "$out/last.log"
grep -rq fine-day "$out/run" && not_proved "no output has the password" || proved "no output has the password"
