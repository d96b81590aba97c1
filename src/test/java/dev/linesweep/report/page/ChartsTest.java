package dev.linesweep.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptableObject;

/** The charts' options, made without a browser from numbers of the test's choice. */
class ChartsTest {
  private static final String DATA =
      """
      var data = {
        metric: {key: 'test_rmse', maximize: false}, averaged: true, axes: ['learning_rate', 'epochs'],
        references: [{key: 'mean', name: 'mean of the label', value: 10}],
        grids: [{optimizer: 'sgd', rated: true, rates: ['0.01', '0.1', '1'], epochs: ['5'], cells: [
          [0, 0, 2, 2, 0.01, 3, 0, 0, 2.5], [1, 0, 1, 1, 0.1, 2, 1, 0, null], [2, 0, 5e14, 9, 1, 3, 0, 0, 8e14]]}],
        over: 'mean', noun: 'seed', settings: [
          {rank: 1, setting: 'a', values: [2, 3], repeats: ['seed 1', 'seed 2'], value: 2.5, standing: 'first'},
          {rank: 2, setting: 'b', values: [4, 5e14], repeats: ['seed 1', 'seed 2'], value: 2.5e14, standing: 'unclear'}],
        features: ['year'], label: 'price',
        fit: {train: [[5, 5, 0, 1880], [6, 6, 0, 1990]], path: [[1, 1, 0]]},
        curves: {epochs: [1, 2], byTrajectory: {a: {test: [3, 1]}, b: {test: [3.001, 1]}, c: {test: [9, 8]}}}
      };
      var trials = [];
      for (var i = 0; i < 20; i++) {
        trials.push({rank: i + 1, state: 'complete', learning_rate: 0.1, epochs: i, test_rmse: i < 19 ? 1 + i : 5e14});
      }
      function series(option, name, type) {
        return option.series.filter(function (s) { return s.name === name && s.type === type; });
      }
      """;

  private static Context context;
  private static ScriptableObject scope;

  @BeforeAll
  static void read() {
    context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true);
    scope = context.initStandardObjects();
    run(Resources.text("frame.js"));
    run(Resources.text("charts.js"));
    run("var frame = linesweep.frame, charts = linesweep.charts, theme = frame.LIGHT;" + DATA);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @Test
  void aPointOutsideTheScaleIsMarkedAtTheEdgeAndNotDrawnAsIfItWereReal() {
    run("var rates = charts.rates(data, theme, 800, 'best')");
    assertThat(json("series(rates, 'sgd', 'line')[0].data"))
        .isEqualTo("[[0.01,2,2],[0.1,1,1],[1,\"-\",500000000000000]]");
    assertThat(json("series(rates, 'sgd', 'scatter')[1].data.map(p => [p[0], p[2]])"))
        .isEqualTo("[[1,500000000000000]]");
    assertThat(json("series(rates, 'sgd', 'scatter')[1].data[0][1] === rates.yAxis.max"))
        .isEqualTo("true");
    assertThat(json("series(rates, 'sgd', 'scatter')[1].symbol === frame.OUTWARDS"))
        .isEqualTo("true");
    assertThat(json("rates.note")).contains("at the edge: outside the scale, at 5e+14.");
    assertThat(json("rates.yAxis.max < 100")).isEqualTo("true");
  }

  @Test
  void namesOfLevelsStandToTheRightOfTheCurvesAndDoNotTouch() {
    run("var level = JSON.parse(JSON.stringify(data)); level.grids[0].cells[2][8] = 20;");
    run(
        "level.grids.push({optimizer: 'adadelta', rated: false, rates: [''], epochs: ['5'], cells:"
            + " [[0, 0, 9.9, 4, null, 3, 0, 0, 9.9]]});");
    run("level.references = [{key: 'mean', name: 'mean', value: 10}, {name: 'ols', value: 3}];");
    run("var rates = charts.rates(level, theme, 800, 'mean');");
    run(
        "var names = rates.series.filter(s => s.markLine && s.markLine.label.position ==="
            + " 'end')[0];");
    run("var y = {range: [rates.yAxis.min, rates.yAxis.max], log: rates.yAxis.type === 'log'};");
    run("var places = names.markLine.data.map(name => frame.place(name.yAxis, y));");
    assertThat(json("names.markLine.data.map(name => name.name)"))
        .isEqualTo("[\"ols\",\"adadelta, no learning rate\",\"mean\"]");
    assertThat(json("places[2] - places[1] > 0.06 && places[1] > places[0] && places[2] <= 1"))
        .isEqualTo("true");
    assertThat(json("rates.grid.right > frame.wide('adadelta, no learning rate')"))
        .isEqualTo("true");
    assertThat(json("charts.rates(level, theme, 390, 'mean').legend.data.map(item => item.name)"))
        .isEqualTo("[\"sgd\",\"adadelta, no learning rate\",\"mean\",\"ols\"]");
  }

  @Test
  void aFewValuesWithZeroAmongThemAreDrawnInEqualSteps() {
    run("trials.forEach((row, i) => { row.l2 = [0, 0.01, 1][i % 3]; })");
    run("var slice = charts.slice(data, theme, 800, trials, 'l2')");
    assertThat(json("series(slice, 'best', 'line')[0].data.map(p => p.value)"))
        .isEqualTo("[[1,1],[2,2],[3,3]]");
    assertThat(
            json(
                "slice.series[0].markLine.data.filter(t => 'xAxis' in t).map(t => [t.xAxis,"
                    + " t.name])"))
        .isEqualTo("[[1,\"0\"],[2,\"0.01\"],[3,\"1\"]]");
  }

  @Test
  void aLinearScaleHasAsManyRoundTicksAsThereIsRoomFor() {
    assertThat(json("frame.ticksOf([1, 37], false, 3)")).isEqualTo("[10,20,30]");
    assertThat(json("frame.ticksOf([0, 60], false, 6)")).isEqualTo("[0,20,40,60]");
  }

  @Test
  void anAxisOfAllAxesIsLogarithmicOnlyIfTwoPowersOfTenLabelIt() {
    run("var some = trials.map((row, i) => Object.assign({}, row, {test_rmse: 2 + i}))");
    assertThat(json("charts.parallel(data, theme, 800, some).parallelAxis[2].type"))
        .isEqualTo("\"value\"");
    run("some.forEach(row => { row.test_rmse *= row.rank / 10; })");
    assertThat(json("charts.parallel(data, theme, 800, some).parallelAxis[2].type"))
        .isEqualTo("\"log\"");
  }

  @Test
  void ofSeedsTooValuesOutsideTheScaleAreMarked() {
    run("var spread = charts.spread(data, theme, 800)");
    assertThat(json("series(spread, 'a seed', 'scatter')[0].data.map(p => p.value[1])"))
        .isEqualTo("[2,3,4]");
    assertThat(json("series(spread, 'a seed outside the scale', 'scatter')[0].data[0].value[2]"))
        .isEqualTo("500000000000000");
    assertThat(
            json(
                "series(spread, 'mean: not distinguishable', 'scatter')[0].data[0].symbol"
                    + " === frame.OUTWARDS"))
        .isEqualTo("true");
  }

  @Test
  void theBestLinesAreThickDarkAndOnTopAndThoseOutsideTheScaleAreDashed() {
    run("var lines = charts.parallel(data, theme, 800, trials).series[0].data");
    assertThat(json("lines[19].row.rank")).isEqualTo("1");
    assertThat(json("lines[19].lineStyle"))
        .isEqualTo("{\"color\":\"#08355a\",\"width\":3,\"opacity\":1,\"type\":\"solid\"}");
    assertThat(json("lines[0].lineStyle"))
        .isEqualTo("{\"color\":\"#9fcbe4\",\"width\":1,\"opacity\":0.12,\"type\":\"dashed\"}");
    assertThat(json("charts.parallel(data, theme, 800, trials).note"))
        .contains("Dashed lines end outside the scale, at 5e+14.");
  }

  @Test
  void aCellIsTheMeanOverTheSeedsUnlessTheBestIsAskedFor() {
    String values =
        "charts.heat(data, theme, data.grids[0], charts.shades(data, '%s'), '%s')"
            + ".series[0].data.map(cell => cell.label.formatter).sort()";
    assertThat(json(values.formatted("mean", "mean"))).isEqualTo("[\"2.5\",\"8e+14\"]");
    assertThat(json(values.formatted("best", "best"))).isEqualTo("[\"1\",\"2\",\"5e+14\"]");
  }

  @Test
  void yearsHaveNoSeparatorsAndOtherNumbersDo() {
    assertThat(json("frame.areYears([1880, 2015])")).isEqualTo("true");
    assertThat(json("frame.areYears([1880.5, 2015])")).isEqualTo("false");
    assertThat(json("frame.areYears([1880, 12000])")).isEqualTo("false");
    assertThat(
            json(
                "charts.line(data, theme, 800, 0).series[0].markLine.data.filter(t => 'xAxis' in"
                    + " t).map(t => t.name)"))
        .contains("\"1900\"")
        .doesNotContain(",9");
    assertThat(json("frame.text(1880)")).isEqualTo("\"1,880\"");
  }

  @Test
  void whatHasOnePointIsNotDrawn() {
    run("var one = JSON.parse(JSON.stringify(data)); one.grids[0].rates = ['0.01'];");
    run("one.grids[0].cells = [data.grids[0].cells[0]]; one.fit.test = [[1, 2, -1]];");
    for (String chart :
        new String[] {
          "rates(one, theme, 800, 'mean')",
          "heat(one, theme, one.grids[0], charts.shades(one, 'mean'), 'mean')",
          "predicted(one, theme, 800)",
          "residuals(one, theme, 800)"
        }) {
      assertThat(json("charts." + chart)).as(chart).isEqualTo("null");
    }
  }

  @Test
  void aLegendOfOneNameIsLeftOut() {
    assertThat(json("charts.rates(data, theme, 800, 'best').legend === undefined"))
        .isEqualTo("true");
  }

  @Test
  void curvesThatHideOthersAreNamed() {
    String picks =
        "[{rank: 1, trajectory: 'a'}, {rank: 2, trajectory: 'b'}, {rank: 3, trajectory: 'c'}]";
    assertThat(json("charts.coincide(data, " + picks + ")"))
        .isEqualTo("\"Hidden behind others with the same curve: #2.\"");
  }

  @Test
  void aSliceHasTheBestAtEachValueAndNamesOnTheVerticalAxis() {
    run("trials.forEach((row, i) => { row.optimizer = i % 2 ? 'sgd' : 'adam'; })");
    run("var slice = charts.slice(data, theme, 800, trials, 'epochs')");
    assertThat(json("series(slice, 'best', 'line')[0].data.slice(0, 2).map(p => p.value)"))
        .isEqualTo("[[0,1],[1,2]]");
    assertThat(json("slice.note")).isEqualTo("\"Outside the scale: 1 of 20 trials.\"");
    run("var names = charts.slice(data, theme, 800, trials, 'optimizer')");
    assertThat(json("series(names, 'best', 'scatter')[0].data.map(p => p.value)"))
        .isEqualTo("[[2,1],[1,2]]");
    assertThat(json("charts.slice(data, theme, 800, trials, 'learning_rate')")).isEqualTo("null");
  }

  @Test
  void theExpectedBestIsALineWithABand() {
    run(
        "data.expected = {trials: [1, 2, 4], expected: [3, 2, 1.5], low: [1, 1, 1], high: [9, 4,"
            + " 2]}");
    assertThat(json("series(charts.expected(data, theme, 800), 'expected best', 'line')[0].data"))
        .isEqualTo("[[1,3],[2,2],[4,1.5]]");
    run("data.expected = {trials: [], expected: [], low: [], high: []}");
    assertThat(json("charts.expected(data, theme, 800)")).isEqualTo("null");
  }

  @Test
  void theLineIsShownAfterTheEpochsOfTheJob() {
    run("var path = [1, 2, 5, 10, 20, 50, 100].map(e => [e, 1, 0])");
    assertThat(json("charts.stepsOf(path, [2, 30, 100, 400])")).isEqualTo("[1,4,6]");
    assertThat(json("charts.stepsOf(path, [100])")).isEqualTo("[0,1,3,4,6]");
  }

  @Test
  void lossesAreDrawnOnLogarithmicOrLinearScales() {
    run("var picks = [{trajectory: 'a', optimizer: 'sgd', rank: 1, learning_rate: 1, epochs: 2}]");
    assertThat(
            json(
                "['xAxis', 'yAxis'].map(a => charts.loss(data, theme, 800, picks, false)[a].type)"))
        .isEqualTo("[\"log\",\"value\"]");
    assertThat(
            json(
                "['xAxis', 'yAxis'].map(a => charts.loss(data, theme, 800, picks, false,"
                    + " true)[a].type)"))
        .isEqualTo("[\"value\",\"value\"]");
  }

  private static String json(String expression) {
    return String.valueOf(run("JSON.stringify(" + expression + ")"));
  }

  private static Object run(String script) {
    return context.evaluateString(scope, script, "test", 1, null);
  }
}
