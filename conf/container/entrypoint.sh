#!/bin/sh
# Kubernetes starts drivers and executors by Spark's own entry point; users run Linesweep's commands.
case ${1:-} in
  driver | executor) exec /opt/entrypoint.sh "$@" ;;
  *) exec /opt/linesweep/bin/linesweep "$@" ;;
esac
