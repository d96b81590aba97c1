package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no YAML, or YAML that no job needs. */
class RefusesYamlTest {
  @ParameterizedTest
  @ValueSource(strings = {"\tepochs: 1", "  epochs: 1\n\toptimizer: sgd", "  \tepochs: 1\n  l1: 0"})
  void aTabInTheIndentationIsLocatedWithWhatToWrite(String parameters) {
    String text = "name: a\ndata: {line: {}}\nparameters:\n" + parameters;
    int line = parameters.startsWith("  e") ? 5 : 4;
    int column = parameters.startsWith("  \t") ? 3 : 1;
    assertThat(Jobs.problems(text))
        .containsExactly(
            "j:%d:%d: a tab; YAML allows none here, so write spaces".formatted(line, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning_rate: {min:1e-4, max: 1} | 4:19: parameters.learning_rate | min: 1e-4",
        "optimizer: {values: [{type:sgd}]} | 4:25: parameters.optimizer.values[0] | type: sgd",
        "learning_rate: values:[1e-4] | 4:18: parameters.learning_rate | values: [1e-4]",
        "optimizer: type:sgd | 4:14: parameters.optimizer | type: sgd",
        "epochs:50 | 4:3: parameters | epochs: 50",
        "l1:0\\n  epochs:50 | 4:3: parameters | {l1: 0, epochs: 50}",
        "learning_rate:\\n    min:0.1\\n    max: 1 | 5:5 | min: 0.1",
        "epochs: 5\\nsplit:\\n  test:0.2 | 6:3: split | test: 0.2",
        "epochs: 5\\nengine:fused\\n | 5:1 | engine: fused"
      })
  void aMissingSpaceAfterAColonIsNamedWithWhatToWrite(String line, String place, String written) {
    String text = "name: a\ndata: {line: {}}\nparameters:\n  " + line.replace("\\n", "\n");
    assertThat(Jobs.problems(text))
        .filteredOn(problem -> problem.contains("space"))
        .singleElement(STRING)
        .startsWith("j:" + place + ": ")
        .endsWith("a space is missing after the colon; write " + written);
  }

  @Test
  void allMissingSpacesAreNamedAndNothingThatFollowsFromThem() {
    assertThat(Jobs.problems("name: a\ndata: {line: {}}\nparameters: {min:1e-4, max:1}"))
        .containsExactly(
            "j:3:14: parameters: a space is missing after the colon; write min: 1e-4",
            "j:3:24: parameters: a space is missing after the colon; write max: 1");
  }

  @Test
  void aColonWithinATextIsNone() {
    assertThat(Jobs.problems("name: a\ndata: file:///x\nparameters: {optimizer: sgd, epochs: 1}"))
        .containsExactly("j:2:7: data: expected a mapping, got \"file:///x\"");
  }

  @Test
  void aCharacterThatBeginsNoValueIsNamed() {
    assertThat(Jobs.problems("name: @a"))
        .containsExactly(
            "j:1:7: not valid YAML: found character '@' that cannot start any token; put the text"
                + " in quotes");
  }

  @Test
  void brokenYamlIsLocated() {
    assertThat(Jobs.problems("name: [a\ndata: 1"))
        .containsExactly("j:2:5: not valid YAML: expected ',' or ']', but got :");
  }

  @Test
  void aCharacterThatYamlDoesNotAllowIsLocated() {
    assertThat(Jobs.problems("name: a\nb: \u0001"))
        .containsExactly("j:2:4: a character that YAML does not allow");
  }

  @Test
  void aliasesAreRefused() {
    assertThat(Jobs.problems("name: &a x\ndata: *a"))
        .containsExactly("j:2:7: aliases are not supported; write the value again");
  }

  @Test
  void tagsAreRefused() {
    assertThat(Jobs.problems("name: !!str x"))
        .containsExactly("j:1:7: tags are not supported, got \"tag:yaml.org,2002:str\"");
  }

  @Test
  void keysMustBeText() {
    assertThat(Jobs.problems("? [a]\n: b"))
        .containsExactly("j:1:3: a key must be text, got a list");
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThat(Jobs.problems("name: a\n---\nname: b"))
        .containsExactly("j:2:1: a second document begins here; a job is one document");
  }

  @Test
  void depthIsLimited() {
    assertThat(Jobs.problems("[".repeat(100_000)))
        .containsExactly("j:1:33: nested deeper than 32 levels");
  }

  @Test
  void sizeIsLimited() {
    assertThat(Jobs.problems("x".repeat(5 << 20)))
        .containsExactly("j:1:1: is longer than 4194304 characters");
  }

  @Test
  void theNumberOfValuesInTheFileIsLimited() {
    assertThat(Jobs.problems("a: [" + "1,".repeat(300_000) + "]"))
        .containsExactly("j:1:499999: more than 250000 values; write long axes as ranges");
  }
}
