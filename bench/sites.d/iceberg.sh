# Iceberg: a table of a catalog of its own.
. "$root/bench/sites.d/tables.sh"
SPARK=4.0.5
fetch_spark "$SPARK"
SPARK_HOME=$root/target/distributions/$SPARK
conf=(--jars "$(maven org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:1.10.0)"
  --conf spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog
  --conf spark.sql.catalog.lake.type=hadoop --conf "spark.sql.catalog.lake.warehouse=$out/lake")

sweep() { # sweep JOB FOLDER
  submit --master 'local[2]' "${conf[@]}" -- run "$1" --out "$2" --quiet
}

(cd "$out" && "$SPARK_HOME/bin/spark-sql" --master 'local[2]' "${conf[@]}" \
  -e "$weather_view CREATE TABLE lake.sky.weather USING iceberg AS $weather_query") >"$out/create.log" 2>&1
job_of 'table: lake.sky.weather' >"$out/table.yaml"
job_of 'format: iceberg' "path: $out/lake/sky/weather" >"$out/path.yaml"
expect 0 "a table of an Iceberg catalog" sweep "$out/table.yaml" "$out/by-table"
sweeps_as_csv "its numbers are those of the CSV file" "$out/by-table/summary.csv"
expect 0 "format: iceberg" sweep "$out/path.yaml" "$out/by-path"
sweeps_as_csv "its numbers are those of the CSV file" "$out/by-path/summary.csv"
