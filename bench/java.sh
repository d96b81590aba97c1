# Sourced by bench/run and bench/peers: builds the product as its users have it and compiles the
# benchmarks next to it. Needs root and work, a temporary folder.

java=java
javac=javac
if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
  javac=$JAVA_HOME/bin/javac
fi
LINESWEEP_ARCHIVE=off "$root/bin/linesweep" --version >/dev/null
jar=$(find "$root/target" -maxdepth 1 -name 'linesweep-*.jar' | sort | tail -n 1)
spark=$(cat "$root/target/spark.classpath")
classes=$root/target/bench
sources=$root/src/jmh/java/dev/linesweep
mkdir -p "$classes"
"$javac" -proc:none -nowarn -Xlint:-options --add-modules jdk.incubator.vector -d "$classes" \
  -sourcepath "$root/src/jmh/java" -cp "$jar:$spark" \
  "$sources"/bench/*.java "$sources"/engine/fused/KernelFigures.java "$sources"/run/FanOutFigures.java 2>"$work/javac.log" ||
  { cat "$work/javac.log" >&2; exit 1; }

# What Spark's own launcher passes to every JVM.
flags=$("$java" -cp "$classes:$spark" dev.linesweep.bench.SparkFlags)
quiet=(-Dlog4j2.configurationFile="file://$root/conf/log4j2.properties")
