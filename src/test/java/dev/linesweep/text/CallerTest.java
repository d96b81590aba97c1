package dev.linesweep.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerTest {
  @Test
  void whoTypesTheCommandReadsItsOptions() {
    assertThat(Caller.COMMAND.told("Write elsewhere with --out."))
        .isEqualTo("Write elsewhere with --out.");
  }

  @Test
  void aProgramReadsItsMethods() {
    assertThat(Caller.PROGRAM.told("Use another --out folder, or --fresh to remove that sweep."))
        .isEqualTo("Use another folder (withOut(…)), or withFreshStart() to remove that sweep.");
    assertThat(Caller.PROGRAM.told("Write elsewhere with --out."))
        .isEqualTo("Write elsewhere by withOut(…).");
    assertThat(Caller.PROGRAM.told("for example --out hdfs:///sweeps/line"))
        .isEqualTo("for example withOut(\"hdfs:///sweeps/line\")");
    assertThat(Caller.PROGRAM.told("such as --out hdfs:///user/me/sweep, or another user"))
        .isEqualTo("such as withOut(\"hdfs:///user/me/sweep\"), or another user");
    assertThat(Caller.PROGRAM.told("--out: /x is a file")).isEqualTo("withOut(…): /x is a file");
    assertThat(Caller.PROGRAM.told("--max-trials 3 and --time-budget"))
        .isEqualTo("withMaxTrials(…) 3 and withTimeBudget(…)");
    assertThat(Caller.PROGRAM.told("; --mlflow none keeps them here"))
        .isEqualTo("; withMlflow(\"none\") keeps them here");
  }

  @Test
  void whoSetsParamsReadsTheirNames() {
    assertThat(Caller.ESTIMATOR.told("Use another --out folder, or --overwrite to replace"))
        .isEqualTo("Use another folder (the param out), or overwrite = true to replace");
    assertThat(Caller.ESTIMATOR.told("the whole jar, or --engine fused, which"))
        .isEqualTo("the whole jar, or engine = \"fused\", which");
    assertThat(Caller.ESTIMATOR.told("it is sent; --mlflow none keeps it here"))
        .isEqualTo("it is sent; \"tracking.mlflow=none\" in the param jobSettings keeps it here");
  }

  @Test
  void nobodyElseRunsTheCommandAgain() {
    String ended = "it has not ended. Run the sweep again, then this command.";
    assertThat(Caller.COMMAND.told(ended)).isEqualTo(ended);
    assertThat(Caller.PROGRAM.told(ended)).isEqualTo("it has not ended. Run it again.");
    assertThat(Caller.ESTIMATOR.told("2 left: run the same command again to continue"))
        .isEqualTo("2 left: fit it again to continue");
  }

  @Test
  void optionsOfOthersAndPartsOfWordsStay() {
    String spark = "--conf spark.x=1 --outer --fresh-air x--out";
    assertThat(Caller.PROGRAM.told(spark)).isEqualTo(spark);
  }
}
