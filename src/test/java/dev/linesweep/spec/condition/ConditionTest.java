package dev.linesweep.spec.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Map<String, Kind> KINDS =
      new TreeMap<>(
          Map.of(
              "optimizer", Kind.TEXT,
              "learning_rate", Kind.NUMBER,
              "epochs", Kind.NUMBER,
              "batch_size", Kind.TEXT_OR_NUMBER,
              "nesterovs.momentum", Kind.NUMBER,
              "seed", Kind.NUMBER));

  private static final Map<String, Value> VALUES =
      Map.of(
          "optimizer", Value.of("sgd"),
          "learning_rate", Value.of(0.3),
          "epochs", Value.of(100),
          "batch_size", Value.of("full"),
          "nesterovs.momentum", Value.missing(),
          "seed", Value.of(9007199254740993L));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "optimizer = 'sgd' and learning_rate > 0.2 | TRUE",
        "OPTIMIZER == \"sgd\" AND Learning_Rate >= 3e-1 | TRUE",
        "learning_rate > 0.3 or optimizer <> 'sgd' | FALSE",
        "not optimizer = 'adam' and epochs = 100 | TRUE",
        "not (optimizer = 'sgd' or epochs = 100) | FALSE",
        "epochs = 100 or epochs = 1 and epochs = 2 | TRUE",
        "(epochs = 100 or epochs = 1) and epochs = 2 | FALSE",
        "epochs between 100 and 200 and epochs <> 7 | TRUE",
        "epochs not between -5 and 100 | FALSE",
        "optimizer in ('adam', 'sgd') | TRUE",
        "epochs not in (1, 10.0, 1e2) | FALSE",
        "nesterovs.momentum > 0.5 | UNKNOWN",
        "not nesterovs.momentum > 0.5 | UNKNOWN",
        "`nesterovs.momentum` <= 0.5 or epochs = 100 | TRUE",
        "nesterovs.momentum != 0.5 and epochs = 1 | FALSE",
        "nesterovs.momentum in (0.5, 0.9) | UNKNOWN",
        "nesterovs.momentum is null | TRUE",
        "learning_rate is not null | TRUE",
        "batch_size = 'full' | TRUE",
        "batch_size < 32 | UNKNOWN",
        "batch_size in ('full', 32) | TRUE",
        "seed = 9007199254740993 | TRUE",
        "seed = 9007199254740992 | FALSE",
        "seed > 9007199254740992.5 | TRUE",
        "seed = 9007199254740992e0 | TRUE",
        "0.2 < learning_rate | TRUE",
        "epochs > learning_rate | TRUE",
      })
  void aConditionIsTrueFalseOrUnknown(String condition, Truth truth) {
    assertThat(Condition.parse(condition, KINDS).truth(VALUES::get)).isEqualTo(truth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'' | at character 1: expected a condition such as optimizer = 'sgd'",
        "learning_rat > 0.3 | at character 1: unknown name \"learning_rat\" (did you mean"
            + " \"learning_rate\"?)",
        "zebra > 0.3 | at character 1: unknown name \"zebra\"; the names here are batch_size,"
            + " epochs, learning_rate, nesterovs.momentum, optimizer and seed",
        "optimizer = 'sgd | at character 13: this quote is not closed; write another '",
        "optimizer = sgd | at character 13: text must be in quotes; write 'sgd'",
        "optimizer in (sgd) | at character 15: text must be in quotes; write 'sgd'",
        "optimizer > 3 | at character 13: optimizer is text and cannot be compared with a number",
        "learning_rate = '0.3' | at character 17: learning_rate is a number and cannot be compared"
            + " with text; write 0.3 without quotes",
        "learning_rate = 'big' | at character 17: learning_rate is a number and cannot be compared"
            + " with text",
        "optimizer < 'sgd' | at character 11: texts have no order here; compare them with =, != or"
            + " in",
        "batch_size < 'full' | at character 12: texts have no order here; compare them with =, !="
            + " or in",
        "optimizer between 1 and 2 | at character 19: between needs numbers",
        "(epochs = 1 | at character 12: expected and, or or ) for the ( at character 1, got the"
            + " end",
        "epochs in (1, 2 | at character 16: expected , or ) for the ( at character 11, got the end",
        "epochs = 1) | at character 11: expected and, or or the end, got \")\"",
        "epochs = 1 && seed = 1 | at character 12: expected and, or or the end, got \"&&\"; write"
            + " and",
        "epochs | at character 7: expected =, !=, <, <=, >, >=, in, between or is after epochs, got"
            + " the end",
        "epochs like 3 | at character 8: expected =, !=, <, <=, >, >=, in, between or is after"
            + " epochs, got \"like\"",
        "epochs => 3 | at character 9: expected a name, a number or a quoted text, got \">\"",
        "epochs = and | at character 10: expected a name, a number or a quoted text, got \"and\"",
        "epochs + 1 > 3 | at character 8: \"+\" means nothing here; conditions have comparisons,"
            + " and, or, not, in, between, is null and parentheses",
        "epochs > 1. | at character 10: expected a number such as 0.3 or 1e-4",
        "epochs > 10L | at character 10: expected a number such as 0.3 or 1e-4",
        "3 > 2 | at character 5: a comparison needs a name",
        "3 in (3) | at character 3: expected a comparison after \"3\", got \"in\"",
        "epochs is 3 | at character 11: expected null after is, got \"3\"",
        "epochs between 1 or 2 | at character 18: expected and after between a number, got \"or\"",
        "epochs < 1e999 | at character 10: this number is too large",
        "epochs < 1e9999999999 | at character 10: this number is too large or too small",
      })
  void whatIsNoConditionIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> Condition.parse(text.equals("''") ? "" : text, KINDS))
        .isInstanceOf(ConditionException.class)
        .hasMessage(message);
  }

  @Test
  void deepParenthesesAreRefusedRatherThanFillingTheStack() {
    assertThatThrownBy(() -> Condition.parse("(".repeat(100_000), KINDS))
        .hasMessage("at character 101: more than 100 nested parentheses and nots");
    assertThatThrownBy(() -> Condition.parse("not ".repeat(100_000), KINDS))
        .hasMessageContaining("more than 100");
    String many = "epochs = 1" + " or epochs = 1".repeat(100_000);
    assertThat(Condition.parse(many, KINDS).truth(VALUES::get)).isEqualTo(Truth.FALSE);
  }

  @Test
  void aConditionKnowsItsNames() {
    assertThat(Condition.parse("Epochs > 1 or seed in (1, 2)", KINDS).names())
        .containsExactlyInAnyOrder("epochs", "seed");
  }
}
