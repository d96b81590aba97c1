/**
 * Tells a tracking server of a finished sweep: what is sent is read only from the output folder,
 * and how is behind {@link dev.linesweep.track.Tracker}. A server that fails costs a {@link
 * dev.linesweep.track.TrackingException} with what to do, within a bounded time.
 */
@NullMarked
package dev.linesweep.track;

import org.jspecify.annotations.NullMarked;
