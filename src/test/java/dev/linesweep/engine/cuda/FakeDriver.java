package dev.linesweep.engine.cuda;

import static java.util.Objects.requireNonNull;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A driver with cards in memory of this JVM. Copies are done no sooner than something waits for
 * them, so that a buffer which is filled again too early shows. Errors are given out as scripted.
 */
final class FakeDriver implements CudaDriver {
  static final int INVALID_CONTEXT = 201;
  static final int INVALID_PTX = 218;
  static final int NOT_FOUND = 500;
  static final int ILLEGAL_ADDRESS = 700;

  private static final Pattern ENTRY = Pattern.compile("\\.entry (\\w+)\\(");

  private static final Map<Integer, List<String>> TEXTS =
      Map.of(
          2,
          List.of("CUDA_ERROR_OUT_OF_MEMORY", "out of memory"),
          INVALID_PTX,
          List.of("CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"),
          ILLEGAL_ADDRESS,
          List.of("CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"),
          803,
          List.of(
              "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
              "system has unsupported display driver / cuda driver combination"));

  /** A card, its memory in bytes. */
  record FakeCard(String name, String uuid, Capability capability, int[] pci, long memory) {
    static FakeCard of(String name, String uuid, int domain, int bus, int slot) {
      return new FakeCard(
          name, uuid, new Capability(9, 0), new int[] {domain, bus, slot}, 64L << 20);
    }

    FakeCard with(Capability other) {
      return new FakeCard(name, uuid, other, pci, memory);
    }

    FakeCard named(String other) {
      return new FakeCard(other, uuid, capability, pci, memory);
    }
  }

  /** A launch, with the first bytes of the kernel's struct. */
  record Launch(String kernel, int blocksX, int blocksY, int threads, long stream, long first) {}

  final List<String> loaded = new ArrayList<>();
  final List<Launch> launches = new ArrayList<>();
  final List<Integer> retained = new ArrayList<>();
  boolean isBeforeCuda114;

  private final List<FakeCard> cards;
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<Long, Integer> lostContexts = new ConcurrentHashMap<>();
  private final ThreadLocal<Long> current = ThreadLocal.withInitial(() -> 0L);
  private final TreeMap<Long, Memory> memory = new TreeMap<>();
  private final Map<Long, Long> owners = new HashMap<>();
  private final Map<Long, Memory> pinned = new HashMap<>();
  private final Map<Long, Deque<Runnable>> streams = new LinkedHashMap<>();
  private final Map<Long, Event> events = new LinkedHashMap<>();
  private final Map<Long, String> modules = new HashMap<>();
  private final Map<Long, String> functions = new HashMap<>();
  private final List<Memory> texts = new ArrayList<>();
  private long handles = 1000;

  /** Of several recordings the latest counts. */
  private static final class Event {
    private Deque<Runnable> queue = new ArrayDeque<>();
    private int recorded;
    private int passed;
  }

  /** In the driver's own order. */
  FakeDriver(FakeCard... cards) {
    this.cards = List.of(cards);
  }

  /** The next call of this function gives this result. */
  FakeDriver failing(String function, int result) {
    failures.put(function, result);
    return this;
  }

  /** From here on each call in the context of this device of the driver gives this result. */
  void lose(int device, int result) {
    lostContexts.put(context(device), result);
  }

  /** What has not been freed. */
  List<String> held() {
    List<String> held = new ArrayList<>();
    memory.keySet().forEach(address -> held.add("memory"));
    pinned.keySet().forEach(address -> held.add("pinned"));
    streams.keySet().forEach(stream -> held.add("stream"));
    events.keySet().forEach(event -> held.add("event"));
    return held;
  }

  private static long context(int device) {
    return 100 + device;
  }

  /** Of a function that needs a context. */
  private int inContext(String function) {
    int scripted = scripted(function);
    if (scripted != 0) {
      return scripted;
    }
    return current.get() == 0 ? INVALID_CONTEXT : lostContexts.getOrDefault(current.get(), 0);
  }

  private int scripted(String function) {
    Integer result = failures.remove(function);
    return result == null ? 0 : result;
  }

  @Override
  public int cuInit(int flags) {
    return scripted("cuInit");
  }

  @Override
  public int cuDriverGetVersion(int[] version) {
    version[0] = 12020;
    return 0;
  }

  @Override
  public int cuGetErrorName(int error, long[] text) {
    return text(error, 0, text);
  }

  @Override
  public int cuGetErrorString(int error, long[] text) {
    return text(error, 1, text);
  }

  private synchronized int text(int error, int which, long[] text) {
    List<String> known = TEXTS.get(error);
    if (known == null) {
      return 1;
    }
    Memory string = new Memory(256);
    string.setString(0, known.get(which));
    texts.add(string);
    text[0] = Pointer.nativeValue(string);
    return 0;
  }

  @Override
  public int cuDeviceGetCount(int[] count) {
    count[0] = cards.size();
    return 0;
  }

  @Override
  public int cuDeviceGet(int[] device, int ordinal) {
    device[0] = ordinal;
    return 0;
  }

  @Override
  public int cuDeviceGetName(byte[] name, int length, int device) {
    byte[] text = cards.get(device).name().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, name, 0, text.length);
    return 0;
  }

  @Override
  public int cuDeviceGetUuid_v2(byte[] uuid, int device) {
    if (isBeforeCuda114) {
      throw new UnsatisfiedLinkError("Error looking up function 'cuDeviceGetUuid_v2'");
    }
    return cuDeviceGetUuid(uuid, device);
  }

  @Override
  public int cuDeviceGetUuid(byte[] uuid, int device) {
    String hex = cards.get(device).uuid().replace("-", "");
    System.arraycopy(HexFormat.of().parseHex(hex), 0, uuid, 0, 16);
    return 0;
  }

  @Override
  public int cuDeviceGetAttribute(int[] value, int attribute, int device) {
    FakeCard card = cards.get(device);
    value[0] =
        switch (attribute) {
          case 50 -> card.pci()[0];
          case 33 -> card.pci()[1];
          case 34 -> card.pci()[2];
          case 75 -> card.capability().major();
          case 76 -> card.capability().minor();
          default -> throw new AssertionError(attribute);
        };
    return 0;
  }

  @Override
  public synchronized int cuDevicePrimaryCtxRetain(long[] context, int device) {
    int scripted = scripted("cuDevicePrimaryCtxRetain");
    if (scripted == 0) {
      retained.add(device);
      context[0] = context(device);
    }
    return scripted;
  }

  @Override
  public int cuCtxSetCurrent(long context) {
    current.set(context);
    return 0;
  }

  @Override
  public synchronized int cuModuleLoadDataEx(
      long[] module, byte[] image, int count, int[] options, long[] values) {
    int result = inContext("cuModuleLoadDataEx");
    if (result == INVALID_PTX) {
      for (int i = 0; i < count; i++) {
        if (options[i] == 5) {
          new Pointer(values[i]).setString(0, "ptxas fatal : Unresolved extern\n");
        }
      }
    }
    if (result == 0) {
      Matcher entry = ENTRY.matcher(Native.toString(image));
      if (!entry.find()) {
        throw new AssertionError("no kernel in it");
      }
      loaded.add(entry.group(1));
      module[0] = ++handles;
      modules.put(module[0], entry.group(1));
    }
    return result;
  }

  @Override
  public synchronized int cuModuleGetFunction(long[] function, long module, String name) {
    if (!name.equals(modules.get(module))) {
      return NOT_FOUND;
    }
    function[0] = ++handles;
    functions.put(function[0], name);
    return inContext("cuModuleGetFunction");
  }

  @Override
  public synchronized int cuMemGetInfo_v2(long[] free, long[] total) {
    int result = inContext("cuMemGetInfo_v2");
    if (result == 0) {
      FakeCard card = cards.get((int) (current.get() - 100));
      total[0] = card.memory();
      free[0] = card.memory() - used();
    }
    return result;
  }

  private long used() {
    return memory.entrySet().stream()
        .filter(entry -> current.get().equals(owners.get(entry.getKey())))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }

  @Override
  public synchronized int cuMemAlloc_v2(long[] address, long bytes) {
    int result = inContext("cuMemAlloc_v2");
    if (result != 0) {
      return result;
    }
    FakeCard card = cards.get((int) (current.get() - 100));
    if (used() + bytes > card.memory()) {
      return 2;
    }
    Memory block = new Memory(bytes);
    address[0] = Pointer.nativeValue(block);
    memory.put(address[0], block);
    owners.put(address[0], current.get());
    return 0;
  }

  @Override
  public synchronized int cuMemFree_v2(long address) {
    int result = inContext("cuMemFree_v2");
    if (!current.get().equals(owners.get(address))) {
      return INVALID_CONTEXT;
    }
    return memory.remove(address) == null ? 1 : result;
  }

  @Override
  public synchronized int cuMemAllocHost_v2(long[] address, long bytes) {
    int result = inContext("cuMemAllocHost_v2");
    if (result == 0) {
      Memory block = new Memory(bytes);
      address[0] = Pointer.nativeValue(block);
      pinned.put(address[0], block);
    }
    return result;
  }

  @Override
  public synchronized int cuMemFreeHost(long address) {
    return pinned.remove(address) == null ? 1 : inContext("cuMemFreeHost");
  }

  @Override
  public synchronized int cuMemcpyHtoDAsync_v2(long to, long from, long bytes, long stream) {
    int result = inContext("cuMemcpyHtoDAsync_v2");
    if (result == 0) {
      requireInside(to, bytes);
      queue(stream).add(() -> copy(to, from, bytes));
    }
    return result;
  }

  @Override
  public synchronized int cuMemcpyDtoHAsync_v2(long to, long from, long bytes, long stream) {
    int result = inContext("cuMemcpyDtoHAsync_v2");
    if (result == 0) {
      requireInside(from, bytes);
      queue(stream).add(() -> copy(to, from, bytes));
    }
    return result;
  }

  private static void copy(long to, long from, long bytes) {
    byte[] content = new Pointer(from).getByteArray(0, (int) bytes);
    new Pointer(to).write(0, content, 0, content.length);
  }

  private void requireInside(long address, long bytes) {
    Map.Entry<Long, Memory> block = memory.floorEntry(address);
    if (block == null || address + bytes > block.getKey() + block.getValue().size()) {
      throw new AssertionError("outside of the card's memory");
    }
  }

  private Deque<Runnable> queue(long stream) {
    Deque<Runnable> queue = streams.get(stream);
    if (queue == null) {
      throw new AssertionError("no stream " + stream);
    }
    return queue;
  }

  @Override
  public synchronized int cuStreamCreate(long[] stream, int flags) {
    int result = inContext("cuStreamCreate");
    if (result == 0) {
      stream[0] = ++handles;
      streams.put(stream[0], new ArrayDeque<>());
    }
    return result;
  }

  @Override
  public synchronized int cuStreamSynchronize(long stream) {
    int result = inContext("cuStreamSynchronize");
    if (result == 0) {
      Deque<Runnable> queue = queue(stream);
      while (!queue.isEmpty()) {
        queue.remove().run();
      }
    }
    return result;
  }

  @Override
  public synchronized int cuStreamDestroy_v2(long stream) {
    streams.remove(stream);
    return inContext("cuStreamDestroy_v2");
  }

  @Override
  public synchronized int cuEventCreate(long[] event, int flags) {
    int result = inContext("cuEventCreate");
    if (result == 0) {
      event[0] = ++handles;
      events.put(event[0], new Event());
    }
    return result;
  }

  @Override
  public synchronized int cuEventRecord(long event, long stream) {
    int result = inContext("cuEventRecord");
    if (result == 0) {
      Event recorded = requireNonNull(events.get(event));
      int recording = ++recorded.recorded;
      recorded.queue = queue(stream);
      recorded.queue.add(() -> recorded.passed = recording);
    }
    return result;
  }

  /** Does only as much of the stream's work as this event waits for. */
  @Override
  public synchronized int cuEventSynchronize(long event) {
    int result = inContext("cuEventSynchronize");
    Event awaited = requireNonNull(events.get(event));
    while (result == 0 && awaited.passed < awaited.recorded) {
      awaited.queue.remove().run();
    }
    return result;
  }

  @Override
  public synchronized int cuEventDestroy_v2(long event) {
    events.remove(event);
    return inContext("cuEventDestroy_v2");
  }

  @Override
  public synchronized int cuLaunchKernel(
      long function,
      int blocksX,
      int blocksY,
      int blocksZ,
      int threadsX,
      int threadsY,
      int threadsZ,
      int sharedBytes,
      long stream,
      long[] parameters,
      long extra) {
    int result = inContext("cuLaunchKernel");
    if (result == 0) {
      queue(stream);
      launches.add(
          new Launch(
              requireNonNull(functions.get(function)),
              blocksX,
              blocksY,
              threadsX,
              stream,
              new Pointer(parameters[0]).getLong(0)));
    }
    return result;
  }
}
