package dev.linesweep.result;

/**
 * What the comparison at a rung came to.
 *
 * @param epochs after which it was
 * @param settings that were compared
 * @param continued of these
 * @param best the best value of the metric there; not a number if there is none
 */
public record RungResult(int epochs, int settings, int continued, double best) {}
