package dev.linesweep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.linesweep.engine.BlockTraining;
import dev.linesweep.engine.RateFactor;
import dev.linesweep.spec.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The package table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.linesweep", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** From the bottom up; a package may import those above its line here, and no others. */
  private static final List<List<String>> STOREYS =
      List.of(
          List.of("text"),
          List.of("fault"),
          List.of("spec.condition"),
          List.of("spec"),
          List.of("data"),
          List.of("plan"),
          List.of("model"),
          List.of("result"),
          List.of("engine", "engine.check", "engine.cuda", "engine.dl4j", "engine.fused"),
          List.of("table"),
          List.of("report", "report.advice", "report.console", "report.page"),
          List.of("store"),
          List.of("output"),
          List.of("track"),
          List.of("spark.job"),
          List.of("spark", "spark.table", "spark.table.file"),
          List.of("run"),
          List.of(""),
          List.of("ml"),
          List.of("cli"));

  /** What a package does not import although it stands higher. */
  private static final Map<String, List<String>> STRANGERS =
      Map.of(
          "table", List.of("engine", "result", "model", "plan", "data", "spec"),
          "report", List.of("engine"),
          "store", List.of("engine", "report"),
          "output", List.of("engine"),
          "track", List.of("engine"),
          "spark", List.of("output", "report", "table", "track"),
          "ml", List.of("engine", "run", "store", "output", "track"),
          "cli", List.of("engine", "ml"));

  @ArchTest
  static void packagesImportDownwardsOnly(JavaClasses classes) {
    for (int storey = 0; storey < STOREYS.size(); storey++) {
      String[] here = packages(STOREYS.get(storey).stream());
      String[] above = packages(STOREYS.stream().skip(storey + 1).flatMap(List::stream));
      if (above.length > 0) {
        noClasses()
            .that()
            .resideInAnyPackage(here)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(above)
            .check(classes);
      }
    }
  }

  @ArchTest
  static void strangersStayStrangers(JavaClasses classes) {
    STRANGERS.forEach(
        (home, others) ->
            noClasses()
                .that()
                .resideInAPackage("dev.linesweep." + home + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    others.stream()
                        .map(other -> "dev.linesweep." + other + "..")
                        .toArray(String[]::new))
                .check(classes));
  }

  @ArchTest
  static void everyPackageHasItsStorey(JavaClasses classes) {
    Set<String> known = Set.of(packages(STOREYS.stream().flatMap(List::stream)));
    assertThat(classes.stream().map(JavaClass::getPackageName)).allMatch(known::contains);
  }

  private static String[] packages(Stream<String> names) {
    return names
        .map(name -> name.isEmpty() ? "dev.linesweep" : "dev.linesweep." + name)
        .toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.linesweep.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule tablesKnowNothingOfSweeps =
      noClasses()
          .that()
          .resideInAPackage("dev.linesweep.spark.table..")
          .should()
          .dependOnClassesThat(
              inPackages("dev.linesweep..")
                  .and(
                      DescribedPredicate.not(
                          inPackages(
                              "dev.linesweep.spec..",
                              "dev.linesweep.data..",
                              "dev.linesweep.text..",
                              "dev.linesweep.fault..",
                              "dev.linesweep.spark.job..",
                              "dev.linesweep.spark.table.."))));

  @ArchTest
  static final ArchRule jobsKnowNeitherTablesNorSweeps =
      noClasses()
          .that()
          .resideInAPackage("dev.linesweep.spark.job..")
          .should()
          .dependOnClassesThat(
              inPackages("dev.linesweep..")
                  .and(
                      DescribedPredicate.not(
                          inPackages("dev.linesweep.text..", "dev.linesweep.spark.job.."))));

  /** What goes another way than {@code spark.job} is sent by {@code spark.serializer}. */
  @ArchTest
  static void onlyJobsSendByTheSerializer(JavaClasses classes) {
    only("dev.linesweep.spark.job", "org.apache.spark.broadcast..", "org.apache.spark.rdd..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.linesweep.spark.job..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("org\\.apache\\.spark\\.api\\.java\\.Java\\w*RDD\\w*")
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a method that sends what it is given",
                call ->
                    SENDING.contains(call.getName())
                        && call.getTargetOwner().getName().startsWith("org.apache.spark.")))
        .check(classes);
  }

  private static final Set<String> SENDING =
      Set.of(
          "parallelize", "broadcast", "runJob", "submitJob", "mapPartitions", "foreachPartition");

  @ArchTest
  static final ArchRule onlyTheReaderKnowsYaml = only("dev.linesweep.spec", "org.snakeyaml..");

  @ArchTest
  static final ArchRule onlyTheCommandsKnowPicocli = only("dev.linesweep.cli", "picocli..");

  @ArchTest
  static final ArchRule onlyItsEngineKnowsDl4j =
      only("dev.linesweep.engine.dl4j", "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule onlyItsEngineKnowsVectors =
      only("dev.linesweep.engine.fused", "jdk.incubator.vector..");

  @ArchTest
  static final ArchRule onlyItsDriverKnowsNativeCode =
      only("dev.linesweep.engine.cuda", "com.sun.jna..");

  @ArchTest
  static final ArchRule sparkStaysInItsPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.linesweep",
              "dev.linesweep.spark..",
              "dev.linesweep.run..",
              "dev.linesweep.ml..",
              "dev.linesweep.cli..")
          .should()
          .dependOnClassesThat(inPackages("org.apache.spark.."));

  /** So that a job's schedule of rates is read in one place. */
  @ArchTest
  static final ArchRule blocksHaveTheRatesOfTheirJob =
      noClasses()
          .that()
          .areNotAssignableTo(BlockTraining.class)
          .should()
          .callConstructor(
              BlockTraining.class, TrainingSpec.class, List.class, int[].class, RateFactor.class);

  /** Another would not know what {@code --conf spark.hadoop.*} sets. */
  @ArchTest
  static final ArchRule hadoopIsConfiguredInOnePlace =
      noClasses().should().callConstructor(Configuration.class);

  @ArchTest
  static final ArchRule enginesDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("dev.linesweep.engine.fused..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.linesweep.engine.dl4j..");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes()
          .should()
          .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Base)$")
          .as("no Manager, Helper, Util, Impl or Base");

  /** Kernels may be long where the registers ask for it. */
  @Test
  void noFileIsLongerThanItsReadersPatience() throws IOException {
    assertThat(longer("src/main/java", 300)).allMatch(file -> file.matches("Vector\\w+\\.java"));
    assertThat(longer("src/test/java", 500)).isEmpty();
  }

  private static List<String> longer(String folder, int most) throws IOException {
    Path sources = Path.of(System.getProperty("linesweep.basedir", ".")).resolve(folder);
    try (Stream<Path> all = Files.walk(sources)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(files).hasSizeGreaterThan(200);
      List<String> longer = new ArrayList<>();
      for (Path file : files) {
        if (Files.readAllLines(file).size() > most) {
          longer.add(file.getFileName().toString());
        }
      }
      return longer;
    }
  }

  /** A reader cannot tell the values of a longer one apart where it is made. */
  @ArchTest
  static void recordsHaveUpToSevenComponents(JavaClasses classes) {
    assertThat(classes.stream().filter(JavaClass::isRecord)).hasSizeGreaterThan(100);
    assertThat(
            classes.stream()
                .filter(JavaClass::isRecord)
                .filter(each -> components(each) >= 8)
                .map(JavaClass::getName))
        .isEmpty();
  }

  private static long components(JavaClass recordClass) {
    return recordClass.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .count();
  }

  private static ArchRule only(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(home + "..")
        .should()
        .dependOnClassesThat(inPackages(libraries));
  }

  private static DescribedPredicate<JavaClass> inPackages(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  /** A clock that jumps changes a date in the outputs, and nothing else. */
  @ArchTest
  static final ArchRule theWallClockIsReadForDatesAlone =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.linesweep.run.SweepRun")
          .and()
          .doNotHaveFullyQualifiedName("dev.linesweep.spark.BlockRunner")
          .and()
          .doNotHaveFullyQualifiedName("dev.linesweep.spark.TrainAgain")
          .and()
          .doNotHaveFullyQualifiedName("dev.linesweep.cli.SweepRows")
          .and()
          .doNotHaveFullyQualifiedName("dev.linesweep.cli.Holders")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");
}
