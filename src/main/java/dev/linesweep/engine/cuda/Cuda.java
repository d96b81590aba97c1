package dev.linesweep.engine.cuda;

import dev.linesweep.engine.EngineUnavailableException;
import dev.linesweep.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The NVIDIA GPUs of this machine. */
public final class Cuda {
  /** Pascal, the oldest for which the kernels are compiled. */
  private static final Capability OLDEST = new Capability(6, 0);

  private static final String MIG =
      " A JVM sees one MIG instance only: set CUDA_VISIBLE_DEVICES to it before the JVM starts.";

  private static final AtomicReference<@Nullable Cuda> STAND_IN = new AtomicReference<>();

  private final List<Card> cards;
  private final String restriction;

  /** The GPUs given, in the order of their numbers. */
  public Cuda(List<Card> cards) {
    this(cards, "");
  }

  private Cuda(List<Card> cards, String restriction) {
    this.cards = List.copyOf(cards);
    this.restriction = restriction;
  }

  /**
   * Loads the driver when it is first asked for.
   *
   * @throws EngineUnavailableException if there is no driver that works, or no GPU, each time
   */
  public static Cuda ofThisMachine() {
    Cuda other = STAND_IN.get();
    return other == null ? ThisMachine.FOUND.get() : other;
  }

  /** Other GPUs in place of this machine's, for tests; null brings those of the machine back. */
  static void standIn(@Nullable Cuda cards) {
    STAND_IN.set(cards);
  }

  /** A JVM loads the driver once; a failure is final too. */
  private static final class ThisMachine {
    private static final Supplier<Cuda> FOUND = find();

    private static Supplier<Cuda> find() {
      try {
        Cuda found = of(DriverLibrary.load(), System.getenv());
        return () -> found;
      } catch (EngineUnavailableException | LinkageError e) {
        return () -> {
          throw new EngineUnavailableException(String.valueOf(e.getMessage()), e);
        };
      }
    }
  }

  /** The GPUs of this driver. */
  static Cuda of(CudaDriver driver, Map<String, String> environment) {
    DriverResults results = new DriverResults(driver);
    String restriction = restriction(environment);
    int initialized = driver.cuInit(0);
    int[] count = new int[1];
    if (initialized != DriverResults.NO_DEVICE) {
      results.require("cuInit", initialized);
      results.require("cuDeviceGetCount", driver.cuDeviceGetCount(count));
    }
    if (count[0] == 0) {
      throw new EngineUnavailableException(
          "NVIDIA's driver (%s) finds no GPU on this machine%s."
              .formatted(version(driver), restriction));
    }
    List<Device> devices =
        IntStream.range(0, count[0])
            .mapToObj(ordinal -> Device.read(driver, ordinal))
            .sorted(Device.PCI_ORDER)
            .toList();
    return new Cuda(
        IntStream.range(0, devices.size())
            .<Card>mapToObj(number -> new DriverCard(driver, devices.get(number), number))
            .toList(),
        restriction);
  }

  private static String version(CudaDriver driver) {
    int[] version = new int[1];
    driver.cuDriverGetVersion(version);
    return "CUDA " + version[0] / 1000 + "." + version[0] % 1000 / 10;
  }

  /** The variable that hides GPUs from the driver, though {@code nvidia-smi} shows them. */
  private static String restriction(Map<String, String> environment) {
    String visible = environment.get("CUDA_VISIBLE_DEVICES");
    return visible == null ? "" : " (CUDA_VISIBLE_DEVICES is " + Words.quoted(visible) + ")";
  }

  /** In the order of their PCI addresses, as {@code nvidia-smi} counts. */
  public List<Card> cards() {
    return cards;
  }

  /**
   * The GPU that Spark gave to a task, or that a user named.
   *
   * @param address its number, its UUID as {@code nvidia-smi -L} writes it, or the first characters
   *     of that
   * @throws EngineUnavailableException if no GPU has this address, several have, or the GPU is too
   *     old
   */
  public Card card(String address) {
    List<Card> found = cards.stream().filter(card -> isAt(card, address.strip())).toList();
    if (found.size() != 1) {
      throw new EngineUnavailableException(
          "%s GPU %s on this machine%s. It has %s.%s"
              .formatted(
                  found.isEmpty() ? "There is no" : "There is more than one",
                  Words.quoted(address),
                  restriction,
                  cards.stream().map(Cuda::described).collect(Collectors.joining("; ")),
                  address.startsWith("MIG-") ? MIG : ""));
    }
    return requireSupported(found.get(0));
  }

  /**
   * A GPU for one of several tasks of this machine, which share its GPUs evenly.
   *
   * @param task its number, from 0
   * @throws EngineUnavailableException if all GPUs are too old
   */
  public Card cardFor(int task) {
    List<Card> supported = supported();
    return supported.isEmpty()
        ? requireSupported(cards.get(0))
        : supported.get(task % supported.size());
  }

  /** The GPUs that are new enough. */
  public List<Card> supported() {
    return cards.stream().filter(card -> card.capability().compareTo(OLDEST) >= 0).toList();
  }

  private static boolean isAt(Card card, String address) {
    return address.matches("[0-9]+")
        ? address.equals(Integer.toString(card.number()))
        : address.matches("(GPU|MIG)-.+") && lowerCase(card.uuid()).startsWith(lowerCase(address));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String described(Card card) {
    return card.label() + " " + card.uuid();
  }

  private static Card requireSupported(Card card) {
    if (card.capability().compareTo(OLDEST) < 0) {
      throw new EngineUnavailableException(
          ("%s has compute capability %s; the kernels need %s or later (Pascal: GTX 10 series,"
                  + " P100).")
              .formatted(card.label(), card.capability(), OLDEST));
    }
    return card;
  }
}
