#!/bin/sh
# Tells Spark which GPUs this machine has: spark.{driver,executor,worker}.resource.gpu.discoveryScript.
addresses=$(nvidia-smi --query-gpu=index --format=csv,noheader | sed 's/[^0-9]//g; s/.*/"&"/' | paste -sd, -)
printf '{"name": "gpu", "addresses": [%s]}\n' "$addresses"
