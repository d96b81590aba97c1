package dev.linesweep.result;

/**
 * The result of the comparison at a rung.
 *
 * @param epochs the epochs after which it was made
 * @param settings how many settings were compared
 * @param continued how many of these continued
 * @param best the best value of the metric there; not a number if there is none
 */
public record RungResult(int epochs, int settings, int continued, double best) {}
