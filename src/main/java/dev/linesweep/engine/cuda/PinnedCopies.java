package dev.linesweep.engine.cuda;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies between a GPU and memory of the JVM in pieces, through two buffers in pinned memory, the
 * only memory that a GPU reads and writes itself: while one piece travels, the other is copied
 * between the buffer and the JVM.
 */
final class PinnedCopies {
  /** Large enough that starting a copy costs little next to it. */
  static final int PIECE = 4 << 20;

  private static final int BUFFERS = 2;
  private static final int DISABLE_TIMING = 2;

  private final DriverCard card;
  private final CudaDriver driver;
  private final long stream;
  private final List<Buffer> buffers = new ArrayList<>();

  /**
   * @param passed when the last copy from or to the buffer is done
   */
  private record Buffer(long address, ByteBuffer bytes, long passed) {}

  private PinnedCopies(DriverCard card, long stream) {
    this.card = card;
    this.driver = card.driver();
    this.stream = stream;
  }

  static PinnedCopies on(DriverCard card, long stream) {
    PinnedCopies copies = new PinnedCopies(card, stream);
    try {
      for (int i = 0; i < BUFFERS; i++) {
        copies.buffers.add(copies.newBuffer());
      }
    } catch (GpuException e) {
      copies.close();
      throw e;
    }
    return copies;
  }

  private Buffer newBuffer() {
    long[] passed = new long[1];
    card.check("cuEventCreate", driver.cuEventCreate(passed, DISABLE_TIMING));
    long[] address = new long[1];
    int result = driver.cuMemAllocHost_v2(address, PIECE);
    if (result != DriverResults.SUCCESS) {
      driver.cuEventDestroy_v2(passed[0]);
    }
    card.check("cuMemAllocHost", result);
    return new Buffer(address[0], new Pointer(address[0]).getByteBuffer(0, PIECE), passed[0]);
  }

  /** Returns when all bytes have left the JVM's memory; the last may still be on their way. */
  void write(long address, ByteBuffer from) {
    int pieces = pieces(from);
    for (int piece = 0; piece < pieces; piece++) {
      Buffer buffer = buffer(piece);
      await(buffer);
      int length = length(from, piece);
      buffer.bytes.put(0, from, from.position() + start(piece), length);
      card.check(
          "cuMemcpyHtoDAsync",
          driver.cuMemcpyHtoDAsync_v2(address + start(piece), buffer.address, length, stream));
      mark(buffer);
    }
  }

  void read(long address, ByteBuffer to) {
    int pieces = pieces(to);
    for (int piece = 0; piece < pieces + 1; piece++) {
      if (piece < pieces) {
        Buffer buffer = buffer(piece);
        card.check(
            "cuMemcpyDtoHAsync",
            driver.cuMemcpyDtoHAsync_v2(
                buffer.address, address + start(piece), length(to, piece), stream));
        mark(buffer);
      }
      if (piece > 0) {
        arrive(to, piece - 1);
      }
    }
  }

  private void arrive(ByteBuffer to, int piece) {
    Buffer buffer = buffer(piece);
    await(buffer);
    to.put(to.position() + start(piece), buffer.bytes, 0, length(to, piece));
  }

  private Buffer buffer(int piece) {
    return buffers.get(piece % BUFFERS);
  }

  private void mark(Buffer buffer) {
    card.check("cuEventRecord", driver.cuEventRecord(buffer.passed, stream));
  }

  /** Passed at once if nothing was copied yet. */
  private void await(Buffer buffer) {
    card.check("cuEventSynchronize", driver.cuEventSynchronize(buffer.passed));
  }

  private static int pieces(ByteBuffer bytes) {
    int whole = bytes.remaining() / PIECE;
    return bytes.remaining() % PIECE == 0 ? whole : whole + 1;
  }

  private static int start(int piece) {
    return piece * PIECE;
  }

  private static int length(ByteBuffer bytes, int piece) {
    return Math.min(PIECE, bytes.remaining() - start(piece));
  }

  /** Never fails, for the buffers of a lost context neither. */
  void close() {
    for (Buffer buffer : buffers) {
      driver.cuMemFreeHost(buffer.address);
      driver.cuEventDestroy_v2(buffer.passed);
    }
    buffers.clear();
  }
}
