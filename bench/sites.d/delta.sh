# Delta Lake: a table by its folder.
. "$root/bench/sites.d/tables.sh"
SPARK=4.0.5
fetch_spark "$SPARK"
SPARK_HOME=$root/target/distributions/$SPARK
jars=$(maven io.delta:delta-spark_2.13:4.0.0),$(maven io.delta:delta-storage:4.0.0),$(maven org.antlr:antlr4-runtime:4.13.1)

lake --jars "$jars" --conf spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension \
  --conf spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog \
  -- "delta.\`$out/weather\`" delta "$out/weather" path
