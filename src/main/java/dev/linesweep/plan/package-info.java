/**
 * Trials, trajectories and blocks, numbered rather than materialized, and their identities. Pure.
 */
@NullMarked
package dev.linesweep.plan;

import org.jspecify.annotations.NullMarked;
