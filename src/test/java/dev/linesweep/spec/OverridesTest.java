package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  @Test
  void anAxisAloneIsUnderParameters() {
    assertThat(Jobs.read(Jobs.LINE, "learning_rate={values: [0.1, 0.2]}").parameters())
        .extracting(ParameterSpec::learningRates)
        .isEqualTo(List.of(0.1, 0.2));
  }

  @Test
  void aNodeOfTheFileIsReplaced() {
    assertThat(Jobs.read(Jobs.LINE, "data.line={weight: 2.0}").data().source())
        .isEqualTo(new DataSpec.Line(2.0, 0.3, 0.0, 1.0, 0.02));
  }

  @Test
  void sectionsThatAreNotThereAreMade() {
    assertThat(Jobs.read(Jobs.LINE, "split.test=0.3").split().test()).isEqualTo(0.3);
  }

  @Test
  void theLastOneWins() {
    assertThat(Jobs.read(Jobs.LINE, "epochs=1", "parameters.epochs=2").parameters().epochs())
        .containsExactly(2);
  }

  @Test
  void aMistakeInTheFileMayBeReplaced() {
    assertThat(Jobs.read(Jobs.LINE.replace("100", "x"), "epochs=2").parameters().epochs())
        .containsExactly(2);
  }

  @Test
  void itemsOfListsAreReplaced() {
    DataSpec.Table table =
        (DataSpec.Table) Jobs.read(Jobs.TABLE, "data.features[1]=beds").data().source();
    assertThat(table.selection())
        .isEqualTo(new DataSpec.Columns("price", List.of("rooms", "beds")));
  }

  @Test
  void whatFollowsOptionsIsOneKey() {
    DataSpec.Table table =
        (DataSpec.Table) Jobs.read(Jobs.TABLE, "data.options.a.b=c=d").data().source();
    assertThat(((DataSpec.Files) table.origin()).options()).containsEntry("a.b", "c=d");
  }

  @Test
  void aPathOfTheCommandLineIsInTheWorkingDirectory() {
    DataSpec.Table table =
        (DataSpec.Table) Jobs.read(Jobs.TABLE, "data.path=x.csv").data().source();
    assertThat(((DataSpec.Files) table.origin()).path())
        .isEqualTo("file://" + Path.of("").toAbsolutePath() + "/x.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "epochs=abc | --set epochs=abc: parameters.epochs: expected a whole number, got \"abc\"",
        "epochs | --set epochs: expected path=value, such as --set learning_rate=0.1",
        "=3 | --set =3: expected path=value, such as --set learning_rate=0.1",
        "a..b=3 | --set a..b=3: expected path=value, such as --set learning_rate=0.1",
        "epoch=3 | --set epoch=3: unknown path \"epoch\" (did you mean \"epochs\"?)",
        "lr=3 | --set lr=3: unknown path \"lr\": write learning_rate under parameters",
        "split.tset=0.3 | --set split.tset=0.3: split.tset: unknown key \"tset\""
            + " (did you mean \"test\"?)",
        "epochs=[1 | --set epochs=[1: not valid YAML: expected ',' or ']', but got <stream end>",
        "epochs.count=3 | --set epochs.count=3: there is no \"count\" in \"100\" to set; set all"
            + " of it instead",
        "data.line[0]=3 | --set data.line[0]=3: there is no item [0]; it is not a list",
        "data={line: {}}x | --set data=…: not valid YAML: expected '<document start>', but found"
            + " '<scalar>'",
        "data.options.password=[hunter2] | --set data.options.password=…: data.options: cannot be"
            + " used with data.line; leave it out"
      })
  void aSetIsRefused(String set, String problem) {
    assertThat(Jobs.problems(Jobs.LINE, set)).containsExactly(problem);
  }

  @Test
  void anItemPastTheEndIsRefused() {
    assertThat(Jobs.problems(Jobs.TABLE, "data.features[2]=x"))
        .containsExactly("--set data.features[2]=x: there is no item [2]; the last is [1]");
  }

  @Test
  void problemsOfTheFileComeFirst() {
    assertThat(Jobs.problems(Jobs.LINE.replace("line: {}", "line: 3"), "epochs=x"))
        .containsExactly(
            "j:2:14: data.line: expected a mapping, got \"3\"",
            "--set epochs=x: parameters.epochs: expected a whole number, got \"x\"");
  }
}
