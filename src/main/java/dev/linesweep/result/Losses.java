package dev.linesweep.result;

/**
 * The losses of a trajectory after an epoch, in the label's own units; not a number or infinite
 * once it has diverged, and for a validation part that there is not.
 */
public record Losses(int epoch, double train, double validation, double test) {}
