# Sourced by bench/distributions and bench/sites. Needs root.

# fetch_spark VERSION: into target/distributions/VERSION, out of PyPI's pyspark.
fetch_spark() {
  local work=$root/target/distributions package
  package=$work/pyspark-$1.tar.gz
  [ ! -d "$work/$1/python" ] || return 0
  mkdir -p "$work"
  [ -s "$package" ] ||
    "${PYTHON:-python3}" -m pip download -q --no-deps --no-binary :all: -d "$work" "pyspark==$1"
  rm -rf "$work/$1" "$work/$1.part"
  mkdir -p "$work/$1.part/python"
  tar -xzf "$package" -C "$work/$1.part" --strip-components=2 "pyspark-$1/deps/bin" "pyspark-$1/deps/jars"
  tar -xzf "$package" -C "$work/$1.part/python" --strip-components=1 "pyspark-$1/lib"
  mv "$work/$1.part" "$work/$1"
  rm -f "$package"
}
