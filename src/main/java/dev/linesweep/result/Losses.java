package dev.linesweep.result;

/**
 * The losses of a trajectory after an epoch, in the label's own units; not a number or infinite
 * once it has diverged; not a number if there is no validation part.
 */
public record Losses(int epoch, double train, double validation, double test) {}
