"""The local Spark session of the tools that need one."""
import os

from pyspark.sql import SparkSession


def session():
    spark = (
        SparkSession.builder.master(f"local[{os.cpu_count()}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", os.cpu_count())
        .config("spark.executorEnv.PYTHONPATH", os.path.dirname(os.path.abspath(__file__)))
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark
