# A standalone master: one worker against two, of a core each, on a sweep that is nothing but arithmetic,
# next to what this machine gives two independent sweeps. Needs two idle cores.
master=spark://127.0.0.1:17177
repeat=${BENCH_REPEAT:-3}
# So long that the start of executors and their compilers, which an executor pays once, are a small part.
job=("$root/bench/compute.yaml" --set epochs=4500)

spark_daemon() { # spark_daemon NAME CLASS ARGS...
  local name=$1
  shift
  start "$name" "$SPARK_HOME/bin/spark-class" "$@"
}

training() { # training FOLDER: the seconds of its training phase
  "$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["phase_seconds"]["training"])' "$1/provenance.json"
}

on_workers() { # on_workers N FOLDER
  submit --master "$master" --conf spark.cores.max="$1" --conf spark.executor.cores=1 --conf spark.executor.memory=1g \
    --conf spark.driver.host=127.0.0.1 -- run "${job[@]}" --out "$2" --quiet --fresh >>"$out/runs.log" 2>&1
}

pair() { # two sweeps of their own, a core each
  local pids=()
  for side in a b; do
    embedded run "${job[@]}" --out "$out/pair.$side" --quiet --fresh --master 'local[1]' >>"$out/runs.log" 2>&1 &
    pids+=($!)
  done
  wait "${pids[@]}"
}

alone() {
  embedded run "${job[@]}" --out "$out/alone" --quiet --fresh --master 'local[1]' >>"$out/runs.log" 2>&1
}

spark_daemon master org.apache.spark.deploy.master.Master -h 127.0.0.1 -p 17177 --webui-port 17180
for i in 1 2; do
  spark_daemon "worker$i" org.apache.spark.deploy.worker.Worker -h 127.0.0.1 -c 1 -m 2g --webui-port "1718$i" \
    -d "$out/worker$i" "$master"
done
for ((i = 0; i < repeat; i++)); do
  on_workers 1 "$out/one" && on_workers 2 "$out/two" && alone && pair || { tail -n 5 "$out/runs.log"; not_proved "a run failed"; exit 1; }
  echo "$(training "$out/one") $(training "$out/two") $(training "$out/alone") $(training "$out/pair.a") $(training "$out/pair.b")" >>"$out/seconds.txt"
done
same "$out/one/summary.csv" "$out/two/summary.csv" "two workers give the bytes of one"
awk '{ two = $1 / $2; ceiling = $3 / $4 + $3 / $5; if (two > best) best = two; if (ceiling > most) most = ceiling }
  { printf "  one worker %.1f s, two %.1f s: %.2f times; the machine gives two independent sweeps %.2f\n", $1, $2, two, ceiling }
  END { exit !(best >= 1.8 || best >= 0.95 * most) }' "$out/seconds.txt" &&
  proved "two workers are 1.8 times one, or as fast as the machine allows" ||
  not_proved "two workers are not 1.8 times one"
