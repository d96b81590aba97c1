package dev.linesweep.engine.cuda;

import java.util.Locale;

/** Loads registers from memory, or stores them there. */
abstract class PtxAccess extends PtxStep {
  private final Place place;

  /** Of all registers, to which the first one's address is aligned. */
  private final int bytes;

  private PtxAccess(String text, Place place, int registers) {
    super(text);
    this.place = place;
    bytes = place.bytes() * registers;
  }

  /** In the order of {@link PtxRun#memory}. */
  enum Space {
    GLOBAL,
    SHARED,
    PARAM;

    static Space of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Where in memory.
   *
   * @param address the slot of the first register's address; the others follow
   * @param offset which is added to it
   * @param bytes of one register: 1, 4 or 8
   */
  record Place(Space space, int address, long offset, int bytes) {}

  static PtxStep load(String text, int[] targets, Place place, boolean signed) {
    return switch (place.bytes()) {
      case 1 -> new LoadByte(text, targets[0], place, signed);
      case 4 -> new LoadWords(text, targets, place, signed);
      default -> new LoadLongs(text, targets, place);
    };
  }

  static PtxStep store(String text, int[] values, Place place) {
    return new Store(text, values, place);
  }

  @Override
  final int execute(PtxRun run, int at) {
    PtxMemory memory = run.memory(place.space());
    long[] addresses = run.register(place.address());
    long[] places = run.addresses();
    int[] active = run.active();
    long offset = place.offset();
    long low = 0;
    for (int i = 0, n = run.activeCount(); i < n; i++) {
      int lane = active[i];
      places[lane] = addresses[lane] + offset;
      low |= places[lane];
    }
    if ((low & bytes - 1) != 0) {
      for (int i = 0; i < run.activeCount(); i++) {
        memory.align(places[active[i]], bytes);
      }
    }
    execute(run, memory, places);
    return at + 1;
  }

  abstract void execute(PtxRun run, PtxMemory memory, long[] places);

  private abstract static class Load extends PtxAccess {
    final int[] targets;
    private final int[] reads;

    Load(String text, int[] targets, Place place) {
      super(text, place, targets.length);
      this.targets = targets;
      reads = new int[] {place.address()};
    }

    @Override
    final int[] reads() {
      return reads;
    }

    @Override
    final int[] writes() {
      return targets;
    }
  }

  private static final class LoadByte extends Load {
    private final boolean signed;

    LoadByte(String text, int target, Place place, boolean signed) {
      super(text, new int[] {target}, place);
      this.signed = signed;
    }

    @Override
    void execute(PtxRun run, PtxMemory memory, long[] places) {
      for (int i = 0; i < run.activeCount(); i++) {
        int lane = run.active()[i];
        byte value = memory.loadByte(places[lane], run.thread(lane));
        run.register(targets[0])[lane] = signed ? value : value & 0xff;
      }
    }
  }

  private static final class LoadWords extends Load {
    private final long mask;

    LoadWords(String text, int[] targets, Place place, boolean signed) {
      super(text, targets, place);
      mask = signed ? -1 : 0xffffffffL;
    }

    @Override
    void execute(PtxRun run, PtxMemory memory, long[] places) {
      int[] active = run.active();
      for (int k = 0; k < targets.length; k++) {
        long[] target = run.register(targets[k]);
        for (int i = 0, n = run.activeCount(); i < n; i++) {
          int lane = active[i];
          target[lane] = memory.load(places[lane] + 4L * k, run.thread(lane)) & mask;
        }
      }
    }
  }

  private static final class LoadLongs extends Load {
    LoadLongs(String text, int[] targets, Place place) {
      super(text, targets, place);
    }

    @Override
    void execute(PtxRun run, PtxMemory memory, long[] places) {
      int[] active = run.active();
      for (int k = 0; k < targets.length; k++) {
        long[] target = run.register(targets[k]);
        for (int i = 0, n = run.activeCount(); i < n; i++) {
          int lane = active[i];
          target[lane] = memory.loadLong(places[lane] + 8L * k, run.thread(lane));
        }
      }
    }
  }

  private static final class Store extends PtxAccess {
    private static final int[] NONE = {};
    private final int[] values;
    private final int[] reads;
    private final int bytes;

    Store(String text, int[] values, Place place) {
      super(text, place, values.length);
      this.values = values;
      bytes = place.bytes();
      reads = new int[values.length + 1];
      System.arraycopy(values, 0, reads, 0, values.length);
      reads[values.length] = place.address();
    }

    @Override
    int[] reads() {
      return reads;
    }

    @Override
    int[] writes() {
      return NONE;
    }

    @Override
    void execute(PtxRun run, PtxMemory memory, long[] places) {
      for (int i = 0; i < run.activeCount(); i++) {
        int lane = run.active()[i];
        for (int k = 0; k < values.length; k++) {
          store(
              memory,
              places[lane] + (long) bytes * k,
              run.register(values[k])[lane],
              run.thread(lane));
        }
      }
    }

    private void store(PtxMemory memory, long address, long value, int thread) {
      if (bytes == 4) {
        memory.store(address, (int) value, thread);
      } else {
        memory.storeLong(address, value, thread);
      }
    }
  }
}
