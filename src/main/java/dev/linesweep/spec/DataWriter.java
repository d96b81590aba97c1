package dev.linesweep.spec;

import static dev.linesweep.spec.YamlLines.flow;
import static dev.linesweep.spec.YamlLines.key;
import static dev.linesweep.spec.YamlLines.list;
import static dev.linesweep.spec.YamlLines.quoted;

import java.util.Map;

/** Writes {@code data} as resolved. */
record DataWriter(YamlLines out) {

  void write(DataSpec data) {
    out.line("data:");
    switch (SourceKind.of(data.source())) {
      case LINE -> out.line("  line", line((DataSpec.Line) data.source()));
      case LINEAR -> out.line("  linear", linear((DataSpec.Linear) data.source()));
      case TABLE -> {
        table((DataSpec.Table) data.source());
        out.line("  missing", key(data.missing()));
        if (data.unseen() != DataSpec.Unseen.AT_PREDICT) {
          out.line("  unseen", key(data.unseen()));
        }
      }
    }
    out.line("  standardize", key(data.standardize()));
  }

  /** The permitted kinds of {@link DataSpec.Source}, to switch on. */
  private enum SourceKind {
    LINE,
    LINEAR,
    TABLE;

    static SourceKind of(DataSpec.Source source) {
      if (source instanceof DataSpec.Line) {
        return LINE;
      }
      return source instanceof DataSpec.Linear ? LINEAR : TABLE;
    }
  }

  private static String line(DataSpec.Line line) {
    return flow(
        Map.entry("weight", Numbers.write(line.weight())),
        Map.entry("bias", Numbers.write(line.bias())),
        Map.entry("start", Numbers.write(line.start())),
        Map.entry("end", Numbers.write(line.end())),
        Map.entry("step", Numbers.write(line.step())));
  }

  private static String linear(DataSpec.Linear linear) {
    return flow(
        Map.entry("rows", Integer.toString(linear.rows())),
        Map.entry("features", Integer.toString(linear.features())),
        Map.entry("noise", Numbers.write(linear.noise())),
        Map.entry("seed", Long.toString(linear.seed())));
  }

  private void table(DataSpec.Table table) {
    if (table.origin() instanceof DataSpec.Files files) {
      files(files);
    } else if (table.origin() instanceof DataSpec.CatalogTable catalog) {
      out.line("  table", quoted(catalog.name()));
    } else {
      out.line("  format", DataSpec.DataFrame.KEY);
    }
    out.lineUnlessEmpty("  query", table.query());
    if (table.selection() instanceof DataSpec.Columns columns) {
      out.line("  label", quoted(columns.label()));
      out.line("  features", list(columns.features(), YamlLines::quoted));
    } else if (table.selection() instanceof DataSpec.Formula formula) {
      out.line("  formula", quoted(formula.text()));
    }
    if (!table.orderBy().isEmpty()) {
      out.line("  order_by", list(table.orderBy(), YamlLines::quoted));
    }
    out.lineUnlessEmpty("  hint", table.hint());
    if (!table.others().baselines().isEmpty()) {
      out.line("  baseline", list(table.others().baselines(), DataWriter::baseline));
    }
    out.lineUnlessEmpty("  row_weight", table.others().rowWeight());
    cells(table.cells());
  }

  private void cells(DataSpec.Cells cells) {
    if (cells.decimal() != DataSpec.Decimal.AUTO) {
      out.line("  decimal", quoted(cells.decimal().key()));
    }
    if (!cells.naValues().isEmpty()) {
      out.line("  na_values", list(cells.naValues(), YamlLines::quoted));
    }
    if (!cells.types().isEmpty()) {
      out.line("  types:");
      cells.types().forEach((column, type) -> out.line("    " + quoted(column), key(type)));
    }
  }

  private static String baseline(DataSpec.BaselineColumn baseline) {
    return flow(
        Map.entry("name", quoted(baseline.name())), Map.entry("column", quoted(baseline.column())));
  }

  private void files(DataSpec.Files files) {
    out.line("  format", files.format());
    out.lineUnlessEmpty("  path", files.path());
    if (!files.options().isEmpty()) {
      out.line("  options:");
      files.options().forEach((key, value) -> out.line("    " + quoted(key), quoted(value)));
    }
  }
}
