# Sourced by bench/sites and by each site. Needs root, the checkout; gives:
#
#   $work              target/sites, where all is kept
#   $out               a folder of this site, empty at its start
#   $jar, $SPARK_HOME  Linesweep and the distribution
#   submit ARGS...     spark-submit with Linesweep's class and jar; Spark's options, --, ours
#   fused_of JOB       summary.csv of the embedded Spark for that job, trained once
#   proved TEXT, not_proved TEXT, same FILE FILE TEXT
#   start NAME COMMAND...   in the background, its output in $out/NAME.log; ended with the site
#   await SECONDS COMMAND...

work=$root/target/sites
SPARK=${SPARK:-4.2.1}
python=${PYTHON:-python3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
failures=0
started=()
export LINESWEEP_ARCHIVE=off SPARK_LOCAL_IP=127.0.0.1
export SPARK_HOME=$root/target/distributions/$SPARK
jar=$(find "$root/target" -maxdepth 1 -name 'linesweep-*.jar' 2>/dev/null | sort | tail -n 1)
. "$root/bench/spark.sh"

prepare() { # prepare SITE...
  mkdir -p "$work/out"
  (unset SPARK_HOME; "$root/bin/linesweep" --version >/dev/null) || exit 1
  [ "$*" = mlflow ] || fetch_spark "$SPARK" # mlflow has sweeps of the embedded Spark alone
}

# maven GROUP:ARTIFACT:VERSION: the path of the jar, fetched where it is not there.
maven() {
  local group artifact version file
  IFS=: read -r group artifact version <<<"$1"
  file=$HOME/.m2/repository/${group//.//}/$artifact/$version/$artifact-$version.jar
  [ -s "$file" ] || (cd "$root" && ./mvnw -B -ntp -q \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact="$1" -Dtransitive=false >&2)
  echo "$file"
}

submit() {
  local spark=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    spark+=("$1")
    shift
  done
  shift
  timeout "${LIMIT:-600}" "$SPARK_HOME/bin/spark-submit" "${spark[@]}" --class dev.linesweep.cli.Main "$jar" "$@"
}

embedded() {
  (unset SPARK_HOME; "$root/bin/linesweep" "$@")
}

reference() {
  local folder
  folder=$work/reference/$(stat -c %Y "$jar")-$(md5sum <"$1" | cut -c1-12)
  [ -s "$folder/status.json" ] || embedded run "$1" --out "$folder" --quiet >"$out/reference.log" 2>&1
  echo "$folder/summary.csv"
}

proved() {
  echo "  holds: $1"
}

not_proved() {
  echo "  FAILS: $1"
  failures=$((failures + 1))
}

same() {
  if cmp -s "$1" "$2"; then proved "$3"; else not_proved "$3 ($1, $2)"; fi
}

expect() { # expect CODE TEXT COMMAND...: the command ends with that exit code
  local code=$1 text=$2 rc=0
  shift 2
  "$@" >"$out/last.log" 2>&1 || rc=$?
  if [ "$rc" = "$code" ]; then proved "$text"; else
    not_proved "$text: exit code $rc"
    tail -n 15 "$out/last.log"
  fi
}

start() {
  local name=$1
  shift
  setsid "$@" >"$out/$name.log" 2>&1 </dev/null &
  started+=($!)
}

stop_all() {
  local pid
  for pid in "${started[@]}"; do
    kill -- "-$pid" 2>/dev/null
  done
  wait 2>/dev/null
}

await() {
  local seconds=$1
  shift
  for _ in $(seq "$seconds"); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 1
  done
  not_proved "waited $seconds s for: $*"
  return 1
}
