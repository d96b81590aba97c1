# The image of Dockerfile, built and run: the bytes of a sweep in a container, by a user without a home.
engine=${CONTAINER_ENGINE:-docker}
if ! "$engine" info >/dev/null 2>&1; then
  not_proved "no container engine answers to \"$engine info\"; CONTAINER_ENGINE names another"
  exit 1
fi
mkdir -m 777 -p "$out/runs"
"$engine" build -q -t linesweep-site "$root" >"$out/build.log" 2>&1 || { tail -n 20 "$out/build.log"; not_proved "the image is not built"; exit 1; }
line=$(reference "$root/jobs/line.yaml")
expect 0 "a sweep in a container" "$engine" run --rm --network none --user 12345 -v "$out/runs:/opt/linesweep/runs" \
  linesweep-site run jobs/line.yaml --out runs/line --quiet
same "$line" "$out/runs/line/summary.csv" "it has the bytes of a local one"
expect 2 "a wrong job ends with 2" "$engine" run --rm --network none linesweep-site run jobs/none.yaml
