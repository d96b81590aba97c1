# One image for a laptop and for Spark on Kubernetes: Spark's own, with Linesweep in /opt/linesweep.
#
#   ./mvnw package -DskipTests
#   docker build -t linesweep .
#   docker run --rm --user "$(id -u)" -v "$PWD/runs:/opt/linesweep/runs" linesweep run jobs/line.yaml
#
# docs/cluster/containers.md has the rest.
ARG SPARK=4.2.1-scala2.13-java17-ubuntu
FROM spark:${SPARK}

USER root
COPY bin/linesweep /opt/linesweep/bin/linesweep
COPY conf /opt/linesweep/conf
COPY jobs /opt/linesweep/jobs
COPY target/spark.classpath target/linesweep-?.?.?.jar /opt/linesweep/target/
RUN chmod 755 /opt/linesweep/bin/linesweep /opt/linesweep/conf/container/entrypoint.sh \
 && mkdir -p /opt/linesweep/runs \
 && chmod 777 /opt/linesweep/runs
USER spark

# The image has one Java, so an archive of its classes would be written anew by every container.
ENV SPARK_HOME=/opt/spark LINESWEEP_ARCHIVE=off
WORKDIR /opt/linesweep
ENTRYPOINT ["/opt/linesweep/conf/container/entrypoint.sh"]
CMD ["--help"]
