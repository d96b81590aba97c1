package dev.linesweep.report;

/**
 * Something to try next.
 *
 * @param text why, in a sentence
 * @param line of the job file to change or add; empty where there is none
 */
public record Note(String text, String line) {}
