package dev.linesweep.result;

/**
 * How far a sweep is.
 *
 * @param done trials with a result, journalled by earlier runs included
 * @param best the best value of the metric so far; NaN where there is none
 * @param cost work done by this run, as the plan counts it in seconds of the reference machine
 */
public record Progress(
    long done, long total, long diverged, long failed, double best, double cost) {}
