# S3A: a sweep while one request in ten is answered with 503, a killed one, two drivers at once.
. "$root/bench/sites.d/jobs.sh"
port=19230

s3_server() {
  [ -x "$work/moto/bin/python" ] || {
    "$python" -m venv "$work/moto"
    "$work/moto/bin/pip" install -q 'moto[server,s3]==5.2.5'
  } >"$out/pip.log" 2>&1
  start s3 "$work/moto/bin/python" "$root/bench/sites.d/S3.py" "$port" 0.1 sweeps
  await 60 grep -q stands "$out/s3.log"
}

# What --packages org.apache.hadoop:hadoop-aws:3.5.0 brings.
s3_jars() {
  local hadoop
  hadoop=$(basename "$SPARK_HOME"/jars/hadoop-client-api-*.jar .jar)
  echo "$(maven "org.apache.hadoop:hadoop-aws:${hadoop##*-}"),$(maven software.amazon.awssdk:bundle:2.35.4),$(maven software.amazon.s3.analyticsaccelerator:analyticsaccelerator-s3:1.3.1)"
}

on_s3() { # on_s3 MASTER JOB FOLDER ARGS...
  local master=$1 job=$2 folder=$3
  shift 3
  AWS_ACCESS_KEY_ID=some AWS_SECRET_ACCESS_KEY=key submit --master "$master" --jars "$jars" \
    --conf "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:$port" --conf spark.hadoop.fs.s3a.endpoint.region=us-east-1 \
    --conf spark.hadoop.fs.s3a.path.style.access=true \
    -- run "$job" --out "$folder" --quiet "$@"
}

# rows FOLDER: how many plain Spark, without Linesweep, reads from the folder.
rows() {
  AWS_ACCESS_KEY_ID=some AWS_SECRET_ACCESS_KEY=key "$SPARK_HOME/bin/spark-sql" --master 'local[1]' --jars "$jars" \
    --conf "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:$port" --conf spark.hadoop.fs.s3a.endpoint.region=us-east-1 \
    --conf spark.hadoop.fs.s3a.path.style.access=true --conf spark.sql.catalogImplementation=in-memory \
    -e "select count(*) from parquet.\`$1\`" 2>"$out/rows.log"
}

s3() { # s3 METHOD PATH
  curl -s -X "$1" "http://127.0.0.1:$port/$2"
}

# get KEY FILE: past the faults.
get() {
  "$work/moto/bin/python" -c 'import boto3, sys; boto3.client("s3", endpoint_url=sys.argv[1], aws_access_key_id="some",
  aws_secret_access_key="key", region_name="us-east-1").download_file("sweeps", sys.argv[2], sys.argv[3])' \
    "http://127.0.0.1:$((port + 1))" "$1" "$2"
}

blocks() { # blocks FOLDER N
  [ "$(curl -s "http://127.0.0.1:$((port + 1))/sweeps?list-type=2&prefix=$1/journal/" | grep -o '\.block<' | wc -l)" -ge "$2" ]
}

killed_and_continued() {
  on_s3 'local[2]' "$out/long.yaml" s3a://sweeps/killed &
  await 180 blocks killed 1
  pkill -9 -f "dev.linesweep.cli.Main.*sweeps/killed"
  wait $!
  on_s3 'local[2]' "$out/long.yaml" s3a://sweeps/killed
}

two_at_once() {
  on_s3 'local[1]' "$out/long.yaml" s3a://sweeps/two &
  await 180 blocks two 1
  local second=0
  on_s3 'local[1]' "$out/long.yaml" s3a://sweeps/two || second=$?
  wait $! && [ "$second" = 2 ]
}

s3_server || exit 1
jars=$(s3_jars)
long_job >"$out/long.yaml"
long=$(reference "$out/long.yaml")
line=$(reference "$root/jobs/line.yaml")
expect 0 "a sweep on S3A" on_s3 'local[2]' "$root/jobs/line.yaml" s3a://sweeps/line
get line/summary.csv "$out/line.csv"
same "$line" "$out/line.csv" "it has the bytes of a local one"
trials=$(($(wc -l <"$out/line.csv") - 1))
[ "$(rows s3a://sweeps/line)" = "$trials" ] && proved "Spark reads the folder as a table of $trials trials" ||
  not_proved "Spark does not read the folder as a table of $trials trials: $out/rows.log"
expect 0 "a killed sweep is continued" killed_and_continued
get killed/summary.csv "$out/killed.csv"
same "$long" "$out/killed.csv" "it has the bytes of one that was left alone"
expect 0 "of two drivers at once one trains, the other ends with 2" two_at_once
get two/summary.csv "$out/two.csv"
same "$long" "$out/two.csv" "the one has the same bytes"
faults=$(s3 GET faults)
[ "$faults" -gt 20 ] && proved "$faults requests were answered with 503" || not_proved "only $faults requests were answered with 503"
