package dev.linesweep.report.advice;

import java.util.Optional;

/** One reason to try something else, looked for in a sweep with a complete trial. */
@FunctionalInterface
interface Rule {
  Optional<Advice> on(ReportFacts facts);
}
