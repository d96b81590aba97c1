# Iceberg: a table of a catalog of its own, and by its folder.
. "$root/bench/sites.d/tables.sh"
SPARK=4.0.5
fetch_spark "$SPARK"
SPARK_HOME=$root/target/distributions/$SPARK

lake --jars "$(maven org.apache.iceberg:iceberg-spark-runtime-4.0_2.13:1.10.0)" \
  --conf spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog \
  --conf spark.sql.catalog.lake.type=hadoop --conf "spark.sql.catalog.lake.warehouse=$out/lake" \
  -- lake.sky.weather iceberg "$out/lake/sky/weather" table path
