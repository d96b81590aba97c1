# Sourced by the sites that hold a table: the weather of Seattle, to be swept as jobs/temperature.yaml does.

weather=$root/jobs/data/seattle-weather.csv

# The columns that the job uses, of their types.
weather_query="SELECT date, temp_max, temp_min, precipitation, wind FROM csv_weather"
weather_view="CREATE TEMPORARY VIEW csv_weather USING csv OPTIONS (path '$weather', header true, inferSchema true);"

# job_of LINE...: jobs/temperature.yaml with these lines under data in place of its format, path and options.
job_of() {
  local line
  while IFS= read -r line; do
    case $line in
      '  format: csv') printf '  %s\n' "$@" ;;
      '  path: '* | '  options: '*) ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$root/jobs/temperature.yaml"
}

# The numbers of all trials, without the names that depend on where the table is.
numbers() {
  "$python" - "$1" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    print({key: value for key, value in row.items() if key != "trial_id"})
PY
}

# sweeps_as_csv TEXT SUMMARY: whether these numbers are those of the CSV file.
sweeps_as_csv() {
  numbers "$(reference "$root/jobs/temperature.yaml")" >"$out/expected.txt"
  numbers "$2" >"$out/found.txt"
  [ -s "$out/found.txt" ] && same "$out/expected.txt" "$out/found.txt" "$1"
}

# Makes a lake's table and sweeps it by its name (table) or its folder (path), with these options of
# Spark: lake OPTION... -- NAME FORMAT FOLDER BY...
lake() {
  local spark=()
  while [ "$1" != -- ]; do
    spark+=("$1")
    shift
  done
  local name=$2 format=$3 folder=$4
  (cd "$out" && "$SPARK_HOME/bin/spark-sql" --master 'local[2]' "${spark[@]}" \
    -e "$weather_view CREATE TABLE $name USING $format AS $weather_query") >"$out/create.log" 2>&1
  job_of "table: $name" >"$out/table.yaml"
  job_of "format: $format" "path: $folder" >"$out/path.yaml"
  shift 4
  for by; do
    expect 0 "a table of $format, by its $by" \
      submit --master 'local[2]' "${spark[@]}" -- run "$out/$by.yaml" --out "$out/by-$by" --quiet
    sweeps_as_csv "its numbers are those of the CSV file" "$out/by-$by/summary.csv"
  done
}
