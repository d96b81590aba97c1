package dev.linesweep.data;

/** The weights and bias that synthetic labels were made with, in the units of the data. */
public record KnownModel(double[] weights, double bias) {}
