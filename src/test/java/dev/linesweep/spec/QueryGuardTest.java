package dev.linesweep.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM input",
        "select a from `Input` AS i where a > 1",
        "SELECT a, lead(a) OVER (PARTITION BY c ORDER BY b) AS n FROM input ORDER BY b, a",
        "SELECT extract(YEAR FROM d) y, trim(BOTH 'x' FROM s), substring(s FROM 2) FROM input",
        "SELECT a IS DISTINCT FROM b, a IS NOT DISTINCT FROM secret FROM input",
        "WITH t AS (SELECT * FROM input), u (a, b) AS (SELECT a, b FROM t) SELECT * FROM t",
        "SELECT * FROM input a JOIN input b ON a.x = b.x",
        "SELECT * FROM input a, input b WHERE a.x = b.y",
        "SELECT * FROM (SELECT a, b FROM input) t, LATERAL (SELECT t.a AS c)",
        "SELECT * FROM ((SELECT a FROM input) x JOIN input y USING (a))",
        "SELECT x, y FROM input LATERAL VIEW explode(xs) t AS x, y",
        "SELECT a FROM input WHERE a IN (SELECT max(a) FROM input) GROUP BY a, b",
        "SELECT 'FROM secret; --' AS s, \"x\" AS t -- FROM secret;\n FROM input /* ; */",
        "SELECT 'it''s \\' ; FROM secret' FROM input",
        "SELECT r'\\' AS s FROM input WHERE t = '; FROM secret'",
        "SELECT transform(xs, x -> x + 1), map(a, b) FROM input",
        "SELECT a FROM input UNION ALL SELECT b FROM input",
        "SELECT 1e3, 2L, 1.5BD, t.delete, `table` FROM input t",
        "SELECT `reflect` FROM input"
      })
  void oneSelectOverInputIsAccepted(String query) {
    assertThat(QueryGuard.problems(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "DROP TABLE input | must be one SELECT over input; begin with SELECT or WITH",
        "(SELECT * FROM input) | must be one SELECT over input; begin with SELECT or WITH",
        "SELECT 1 AS a | reads nothing; write FROM input",
        "SELECT * FROM input; SET x=1 | must be one statement; leave the semicolon out",
        "SELECT * FROM input; | must be one statement; leave the semicolon out",
        "SELECT reflect('java.lang.System', 'exit', 1) FROM input"
            + " | reflect calls Java, which a query may not",
        "SELECT `Java_Method` ('a', 'b') FROM input"
            + " | java_method calls Java, which a query may not",
        "SELECT system.builtin.try_reflect('a', 'b') FROM input"
            + " | try_reflect calls Java, which a query may not",
        "SELECT IDENTIFIER('reflect')('a') FROM input"
            + " | IDENTIFIER(…) is not supported; write the name",
        "SELECT TRANSFORM(a) USING 'cat' FROM input"
            + " | USING with a command runs a program, which a query may not",
        "SELECT x FROM (FROM input MAP a /**/ USING /**/ 'cat')"
            + " | FROM before SELECT is not supported; write SELECT … FROM input",
        "SELECT * FROM secret | may read input only, got \"secret\"",
        "SELECT * FROM text.`/etc/passwd` | may read input only, got \"text./etc/passwd\"",
        "SELECT * FROM input.input | may read input only, got \"input.input\"",
        "SELECT * FROM input(1) | may read input only, got \"input\"",
        "SELECT * FROM range(10) | may read input only, got \"range\"",
        "SELECT * FROM input, csv.`x` | may read input only, got \"csv.x\"; under data write"
            + " format: csv and path: with the text in the backquotes, and write FROM input",
        "SELECT a FROM delta.`/d/T` | may read input only, got \"delta./d/t\"; under data write"
            + " format: delta and path: with the text in the backquotes, and write FROM input",
        "SELECT * FROM input JOIN secret | may read input only, got \"secret\"",
        "SELECT * FROM (secret) | may read input only, got \"secret\"",
        "SELECT * FROM ((input), (secret)) | may read input only, got \"secret\"",
        "SELECT (SELECT a FROM secret) FROM input | may read input only, got \"secret\"",
        "SELECT a FROM input WHERE exists(SELECT 1 FROM secret)"
            + " | may read input only, got \"secret\"",
        "WITH input2 AS (SELECT 1) INSERT INTO x SELECT * FROM input"
            + " | must not contain the word INSERT; put a column of that name in backquotes",
        "SELECT * FROM input WHERE a IN (TABLE secret)"
            + " | TABLE is not supported; write SELECT … FROM input",
      })
  void anythingElseIsRefused(String query, String problem) {
    assertThat(QueryGuard.problems(query)).contains(problem);
  }

  @Test
  void thePipeIsRefused() {
    assertThat(QueryGuard.problems("SELECT * FROM input |> LIMIT 1"))
        .containsExactly("the pipe |> is not supported; write a subquery");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "SELECT ${x} FROM input # Spark would replace ${…} in it; write the value",
        "SELECT /*+ x */ a FROM input # hints are not supported; leave /*+ … */ out",
        "SELECT /* /* */ a FROM input # a comment must not contain another",
        "SELECT /* a FROM input # a comment does not end; close it with */",
        "SELECT a FROM input -- x\\ # a comment must not end with a backslash",
        "SELECT 'a FROM input # a string does not end; close it with '",
        "SELECT r'\\' ; x' FROM input # a string does not end; close it with '",
        "SELECT `a FROM input # a name does not end; close it with `",
        "SELECT $$a$$ FROM input # a dollar sign may quote or name a variable; leave it out",
        "SELECT 1.0FROM secret # a name must not begin with a digit; write a space or backquotes"
      })
  void whatCannotBeCutForSureIsRefused(String query, String reason) {
    assertThat(QueryGuard.problems(query)).containsExactly("cannot be checked: " + reason);
  }
}
