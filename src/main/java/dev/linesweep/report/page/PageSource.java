package dev.linesweep.report.page;

import dev.linesweep.report.SweepReport;

/** All that the page and the plots are made from; an output folder holds every part of it. */
public record PageSource(
    SweepReport report, PageTrials trials, PageCurves curves, BestFit fit, FolderTexts texts) {}
