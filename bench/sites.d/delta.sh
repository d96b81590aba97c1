# Delta Lake: a table of the catalog, and one by its path.
. "$root/bench/sites.d/tables.sh"
SPARK=4.0.5
fetch_spark "$SPARK"
SPARK_HOME=$root/target/distributions/$SPARK

delta_jars() {
  echo "$(maven io.delta:delta-spark_2.13:4.0.0),$(maven io.delta:delta-storage:4.0.0),$(maven org.antlr:antlr4-runtime:4.13.1)"
}

conf=(--jars "$(delta_jars)"
  --conf spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension
  --conf spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog)

sweep() { # sweep JOB FOLDER
  submit --master 'local[2]' "${conf[@]}" -- run "$1" --out "$2" --quiet
}

(cd "$out" && "$SPARK_HOME/bin/spark-sql" --master 'local[2]' "${conf[@]}" \
  -e "$weather_view CREATE TABLE delta.\`$out/weather\` USING delta AS $weather_query") >"$out/create.log" 2>&1
job_of "table: delta.\`$out/weather\`" >"$out/table.yaml"
job_of 'format: delta' "path: $out/weather" >"$out/path.yaml"
expect 0 "a Delta table by its path as a table" sweep "$out/table.yaml" "$out/by-table"
sweeps_as_csv "its numbers are those of the CSV file" "$out/by-table/summary.csv"
expect 0 "format: delta" sweep "$out/path.yaml" "$out/by-path"
sweeps_as_csv "its numbers are those of the CSV file" "$out/by-path/summary.csv"
