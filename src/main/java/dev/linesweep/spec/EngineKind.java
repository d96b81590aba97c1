package dev.linesweep.spec;

import dev.linesweep.text.Words;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * {@code engine}: what trains a block, and all that the rest of the program asks about it. What an
 * engine costs and how it is started is in switches over these constants, which do not compile if
 * one is missing.
 */
public enum EngineKind {
  /** Real DL4J networks. */
  DL4J(
      "dl4j " + EngineKind.DL4J_VERSION,
      EnumSet.allOf(Loss.class),
      Stacking.EQUAL_PARAMETERS,
      Bits.OF_THE_BLOCK,
      true),
  /** The same arithmetic in the JVM's vector instructions or on a GPU, equal bit by bit. */
  FUSED(
      "fused 1",
      EnumSet.of(Loss.MAE, Loss.MSE, Loss.MAPE),
      Stacking.ANY_PARAMETERS,
      Bits.OF_THE_TRAJECTORY,
      false);

  /** The release of Deeplearning4j that the results are equal to. */
  public static final String DL4J_VERSION = "1.0.0-M2.1";

  /** Which trajectories of one batch size may be columns of one block. */
  public enum Stacking {
    /** Trajectories of one optimizer with equal parameters. */
    EQUAL_PARAMETERS,
    /** Trajectories of any optimizers, whatever their parameters. */
    ANY_PARAMETERS
  }

  /** What the bits of a column's results depend on besides its trajectory and the data. */
  public enum Bits {
    /** The width of its block and the machine's BLAS. */
    OF_THE_BLOCK,
    /** Nothing: they are the same in any block on any machine. */
    OF_THE_TRAJECTORY
  }

  private final String arithmetic;
  private final Set<Loss> losses;
  private final Stacking stacking;
  private final Bits bits;
  private final boolean needsNd4j;

  EngineKind(String arithmetic, Set<Loss> losses, Stacking stacking, Bits bits, boolean needsNd4j) {
    this.arithmetic = arithmetic;
    this.losses = losses;
    this.stacking = stacking;
    this.bits = bits;
    this.needsNd4j = needsNd4j;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The version of its arithmetic: any change of the resulting bits must change it, since a folder
   * keeps the results that it has.
   */
  public String arithmetic() {
    return arithmetic;
  }

  public boolean trains(Loss loss) {
    return losses.contains(loss);
  }

  /** The losses that it trains, for messages: {@code mae, mse and mape}. */
  public String losses() {
    return Words.allOf(losses.stream().map(Loss::key).toList());
  }

  public Stacking stacking() {
    return stacking;
  }

  /** True where a column's bits are the same in any block on any machine. */
  public boolean repeatsBits() {
    return bits == Bits.OF_THE_TRAJECTORY;
  }

  /** True where executors must be able to load ND4J and its native libraries. */
  public boolean needsNd4j() {
    return needsNd4j;
  }
}
