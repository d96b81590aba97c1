/**
 * Sends a finished sweep to a tracking server: the data is read only from the output folder, and
 * {@link dev.linesweep.track.Tracker} hides the protocol. A failing server leads to a {@link
 * dev.linesweep.track.TrackingException} that says what to do, within a bounded time.
 */
@NullMarked
package dev.linesweep.track;

import org.jspecify.annotations.NullMarked;
