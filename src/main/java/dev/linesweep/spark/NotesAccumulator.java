package dev.linesweep.spark;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/** Gathers the executors' notes, each text once. */
final class NotesAccumulator extends AccumulatorV2<String, Set<String>> {
  private static final long serialVersionUID = 1L;

  private final TreeSet<String> notes = new TreeSet<>();

  @Override
  public synchronized boolean isZero() {
    return notes.isEmpty();
  }

  @Override
  public synchronized NotesAccumulator copy() {
    NotesAccumulator copy = new NotesAccumulator();
    copy.notes.addAll(notes);
    return copy;
  }

  @Override
  public synchronized void reset() {
    notes.clear();
  }

  @Override
  public synchronized void add(String note) {
    notes.add(note);
  }

  @Override
  public synchronized void merge(AccumulatorV2<String, Set<String>> other) {
    notes.addAll(other.value());
  }

  @Override
  public synchronized Set<String> value() {
    return Set.copyOf(notes);
  }
}
