# HDFS: a sweep that is killed and continued, two drivers at once, a folder that may not be written.
. "$root/bench/sites.d/hadoop.sh"
. "$root/bench/sites.d/jobs.sh"

on_hdfs() { # on_hdfs MASTER JOB FOLDER ARGS...
  local master=$1 job=$2 folder=$3
  shift 3
  submit --master "$master" -- run "$job" --out "$folder" --quiet "$@"
}

killed_and_continued() {
  on_hdfs 'local[2]' "$out/long.yaml" hdfs:///runs/killed &
  await 120 blocks /runs/killed 1
  pkill -9 -f "dev.linesweep.cli.Main.*runs/killed"
  wait $!
  on_hdfs 'local[2]' "$out/long.yaml" hdfs:///runs/killed
}

two_at_once() {
  on_hdfs 'local[1]' "$out/long.yaml" hdfs:///runs/two &
  await 120 blocks /runs/two 1
  local second=0
  on_hdfs 'local[1]' "$out/long.yaml" hdfs:///runs/two || second=$?
  wait $! && [ "$second" = 2 ]
}

start_hadoop || exit 1
long_job >"$out/long.yaml"
long=$(reference "$out/long.yaml")
hdfs -mkdir -p /runs /private
hdfs -chmod 700 /private
hdfs -chmod 777 /runs

expect 0 "a killed sweep is continued" killed_and_continued
hdfs -get /runs/killed/summary.csv "$out/killed.csv"
same "$long" "$out/killed.csv" "it has the bytes of one machine that was left alone"
expect 0 "of two drivers at once one trains, the other ends with 2" two_at_once
hdfs -get /runs/two/summary.csv "$out/two.csv"
same "$long" "$out/two.csv" "the one has the same bytes"
HADOOP_USER_NAME=guest expect 2 "a folder that may not be written ends with 2" \
  on_hdfs 'local[1]' "$out/long.yaml" hdfs:///private/run
[ "$(grep -c . "$out/last.log")" -le 4 ] && proved "in a few lines" || not_proved "in a few lines"
cat "$out/last.log"
