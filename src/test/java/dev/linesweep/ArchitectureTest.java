package dev.linesweep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.time.Clock;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;

/** The package table of ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.linesweep", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesImportOnlyWhatTheTableAllows =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("api")
          .definedBy("dev.linesweep")
          .layer("spec")
          .definedBy("dev.linesweep.spec..")
          .layer("data")
          .definedBy("dev.linesweep.data..")
          .layer("plan")
          .definedBy("dev.linesweep.plan..")
          .layer("result")
          .definedBy("dev.linesweep.result..")
          .layer("engine")
          .definedBy("dev.linesweep.engine..")
          .layer("report")
          .definedBy("dev.linesweep.report..")
          .layer("store")
          .definedBy("dev.linesweep.store..")
          .layer("spark")
          .definedBy("dev.linesweep.spark..")
          .layer("cli")
          .definedBy("dev.linesweep.cli..")
          .whereLayer("spec")
          .mayNotAccessAnyLayer()
          .whereLayer("data")
          .mayOnlyAccessLayers("spec")
          .whereLayer("plan")
          .mayOnlyAccessLayers("spec", "data")
          .whereLayer("result")
          .mayOnlyAccessLayers("spec", "data", "plan")
          .whereLayer("engine")
          .mayOnlyAccessLayers("spec", "data", "plan", "result")
          .whereLayer("report")
          .mayOnlyAccessLayers("spec", "data", "plan", "result")
          .whereLayer("store")
          .mayOnlyAccessLayers("spec", "data", "plan", "result", "report")
          .whereLayer("spark")
          .mayOnlyAccessLayers("spec", "data", "plan", "result", "engine", "report", "store")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.linesweep.(*)..").should().beFreeOfCycles();

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
                              "dev.linesweep.spark.table.."))));

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
  static final ArchRule sparkStaysInItsPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.linesweep", "dev.linesweep.spark..", "dev.linesweep.cli..")
          .should()
          .dependOnClassesThat(inPackages("org.apache.spark.."));

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
          .doNotHaveFullyQualifiedName("dev.linesweep.spark.SweepRun")
          .and()
          .doNotHaveFullyQualifiedName("dev.linesweep.spark.BlockRunner")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");
}
