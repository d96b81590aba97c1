"""Ctrl-C in PySpark ends a sweep in good order, as docs/python.md says: run by bench/distributions.

    spark-submit --jars target/linesweep-0.1.0.jar bench/interrupted.py OUT
"""

import os
import signal
import sys
import time

from pyspark.sql import SparkSession

JOB = """
name: long
data: {line: {}}
parameters:
  optimizer: {values: [sgd, adam]}
  learning_rate: {values: [0.01, 0.02]}
  epochs: {values: [10, 1000000000]}
engine: fused
"""

out = sys.argv[1]
os.makedirs(out)
job = os.path.join(out, "long.yaml")
with open(job, "w") as file:
    file.write(JOB)

spark = SparkSession.builder.config("spark.executor.heartbeatInterval", "2s").getOrCreate()
sweep = spark._jvm.dev.linesweep.Sweep.read(job).withOut(os.path.join(out, "long"))
handle = sweep.start(spark._jsparkSession)
try:
    while not handle.isDone():
        time.sleep(1)
        if handle.progress().cost() > 0:
            os.kill(os.getpid(), signal.SIGINT)
    sys.exit("the sweep ended, or failed, before it was interrupted")
except KeyboardInterrupt:
    print("Ctrl-C")
finally:
    handle.cancel()

try:
    handle.result()
    sys.exit("a cancelled sweep has a result")
except Exception as e:
    if "CancellationException" not in str(e):
        raise
jobs = spark.sparkContext.statusTracker().getActiveJobsIds()
spark.stop()
sys.exit("jobs are left: %s" % jobs if jobs else 0)
