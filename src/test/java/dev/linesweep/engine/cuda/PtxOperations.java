package dev.linesweep.engine.cuda;

import java.util.HashMap;
import java.util.Map;

/**
 * The instructions that only compute, by their full names. An instruction that is not here is
 * refused: so is each one that rounds otherwise than to nearest, flushes or approximates.
 */
final class PtxOperations {
  private static final Map<String, PtxOperation> ALL = new HashMap<>();

  static {
    floats();
    doubles();
    words();
    longs();
    bits();
    comparisons();
    conversions();
  }

  private PtxOperations() {}

  static PtxOperation named(String name) {
    PtxOperation operation = ALL.get(name);
    if (operation == null) {
      throw new PtxFault("unknown instruction " + name);
    }
    return operation;
  }

  private static void one(String name, PtxOperation.Unary of) {
    ALL.put(name, PtxOperation.one(of));
  }

  private static void two(String name, PtxOperation.Binary of) {
    ALL.put(name, PtxOperation.two(of));
  }

  private static void three(String name, PtxOperation.Ternary of) {
    ALL.put(name, PtxOperation.three(of));
  }

  private static void floats() {
    ALL.put("fma.rn.f32", new PtxOperation(3, PtxLoops::fma));
    ALL.put("add.rn.f32", new PtxOperation(2, PtxLoops::addFloats));
    two("sub.rn.f32", (a, b) -> bits(f(a) - f(b)));
    ALL.put("mul.rn.f32", new PtxOperation(2, PtxLoops::multiplyFloats));
    two("div.rn.f32", (a, b) -> bits(f(a) / f(b)));
    one("sqrt.rn.f32", a -> bits((float) Math.sqrt(f(a))));
    one("neg.f32", a -> a ^ 1L << 31);
    one("abs.f32", a -> a & Integer.MAX_VALUE);
  }

  private static void doubles() {
    three("fma.rn.f64", (a, b, c) -> bits(Math.fma(d(a), d(b), d(c))));
    ALL.put("add.rn.f64", new PtxOperation(2, PtxLoops::addDoubles));
    two("sub.rn.f64", (a, b) -> bits(d(a) - d(b)));
    ALL.put("mul.rn.f64", new PtxOperation(2, PtxLoops::multiplyDoubles));
    two("div.rn.f64", (a, b) -> bits(d(a) / d(b)));
    one("sqrt.rn.f64", a -> bits(Math.sqrt(d(a))));
    one("neg.f64", a -> a ^ 1L << 63);
    one("abs.f64", a -> a & Long.MAX_VALUE);
  }

  private static void words() {
    for (String type : new String[] {"s32", "u32"}) {
      two("add." + type, (a, b) -> (int) (a + b));
      two("sub." + type, (a, b) -> (int) (a - b));
      two("mul.lo." + type, (a, b) -> (int) (a * b));
      three("mad.lo." + type, (a, b, c) -> (int) (a * b + c));
    }
    one("neg.s32", a -> -(int) a);
    two("div.s32", (a, b) -> (int) a / (int) b);
    two("rem.s32", (a, b) -> (int) a % (int) b);
    two("div.u32", (a, b) -> u(a) / u(b));
    two("rem.u32", (a, b) -> u(a) % u(b));
    two("min.s32", (a, b) -> Math.min((int) a, (int) b));
    two("max.s32", (a, b) -> Math.max((int) a, (int) b));
    two("min.u32", (a, b) -> Math.min(u(a), u(b)));
    two("max.u32", (a, b) -> Math.max(u(a), u(b)));
    two("mul.wide.s32", (a, b) -> (long) (int) a * (int) b);
    two("mul.wide.u32", (a, b) -> u(a) * u(b));
    three("bfe.u32", (a, b, c) -> field(u(a), b & 0xff, c & 0xff));
    three("mad.wide.s32", (a, b, c) -> (long) (int) a * (int) b + c);
    three("mad.wide.u32", (a, b, c) -> u(a) * u(b) + c);
  }

  private static long field(long word, long from, long bits) {
    return from > 31 ? 0 : word >> from & (1L << Math.min(bits, 32)) - 1;
  }

  private static void longs() {
    for (String type : new String[] {"s64", "u64"}) {
      ALL.put("add." + type, new PtxOperation(2, PtxLoops::addLongs));
      two("sub." + type, (a, b) -> a - b);
      two("mul.lo." + type, (a, b) -> a * b);
      three("mad.lo." + type, (a, b, c) -> a * b + c);
    }
    one("neg.s64", a -> -a);
    two("div.s64", (a, b) -> a / b);
    two("rem.s64", (a, b) -> a % b);
    two("div.u64", Long::divideUnsigned);
    two("rem.u64", Long::remainderUnsigned);
    two("min.s64", Math::min);
    two("max.s64", Math::max);
  }

  private static void bits() {
    for (String type : new String[] {"pred", "b16", "b32", "b64"}) {
      two("and." + type, (a, b) -> a & b);
      two("or." + type, (a, b) -> a | b);
      two("xor." + type, (a, b) -> a ^ b);
      one("not." + type, type.equals("pred") ? a -> a ^ 1 : a -> ~a);
    }
    for (String type : "pred b16 u16 s16 b32 u32 s32 f32 b64 u64 s64 f64".split(" ")) {
      ALL.put("mov." + type, new PtxOperation(1, PtxLoops::move));
      three("selp." + type, (a, b, p) -> p != 0 ? a : b);
    }
    two("shl.b32", (a, b) -> u(b) > 31 ? 0 : (int) (a << b));
    two("shl.b64", (a, b) -> u(b) > 63 ? 0 : a << b);
    two("shr.u32", (a, b) -> u(b) > 31 ? 0 : u(a) >> b);
    two("shr.u64", (a, b) -> u(b) > 63 ? 0 : a >>> b);
    two("shr.s32", (a, b) -> (int) a >> Math.min(u(b), 31));
    two("shr.s64", (a, b) -> a >> Math.min(u(b), 63));
  }

  private static void comparisons() {
    compare("s16", (a, b) -> Short.compare((short) a, (short) b));
    compare("s32", (a, b) -> Integer.compare((int) a, (int) b));
    compare("u32", (a, b) -> Long.compare(u(a), u(b)));
    compare("s64", Long::compare);
    compare("u64", Long::compareUnsigned);
    equality("b16", (a, b) -> Short.compare((short) a, (short) b));
    equality("b32", (a, b) -> Long.compare(u(a), u(b)));
    equality("b64", Long::compare);
    two("setp.eq.f32", (a, b) -> bit(f(a) == f(b)));
    two("setp.ne.f32", (a, b) -> bit(f(a) < f(b) || f(a) > f(b)));
    two("setp.neu.f32", (a, b) -> bit(f(a) != f(b)));
    two("setp.lt.f32", (a, b) -> bit(f(a) < f(b)));
    two("setp.le.f32", (a, b) -> bit(f(a) <= f(b)));
    two("setp.gt.f32", (a, b) -> bit(f(a) > f(b)));
    two("setp.ge.f32", (a, b) -> bit(f(a) >= f(b)));
    two("set.gt.f32.f32", (a, b) -> bits(f(a) > f(b) ? 1f : 0f));
  }

  /** As {@link java.util.Comparator} compares. */
  private static void compare(String type, PtxOperation.Binary order) {
    equality(type, order);
    two("setp.lt." + type, (a, b) -> bit(order.of(a, b) < 0));
    two("setp.le." + type, (a, b) -> bit(order.of(a, b) <= 0));
    two("setp.gt." + type, (a, b) -> bit(order.of(a, b) > 0));
    two("setp.ge." + type, (a, b) -> bit(order.of(a, b) >= 0));
  }

  private static void equality(String type, PtxOperation.Binary order) {
    two("setp.eq." + type, (a, b) -> bit(order.of(a, b) == 0));
    two("setp.ne." + type, (a, b) -> bit(order.of(a, b) != 0));
  }

  private static void conversions() {
    one("cvt.f64.f32", a -> bits((double) f(a)));
    one("cvt.rn.f32.f64", a -> bits((float) d(a)));
    one("cvt.rn.f32.s32", a -> bits((float) (int) a));
    one("cvt.rn.f32.u32", a -> bits((float) u(a)));
    one("cvt.rn.f64.s32", a -> bits((double) (int) a));
    one("cvt.s64.s32", a -> (int) a);
    one("cvt.u64.u32", a -> u(a));
    one("cvt.u32.u64", a -> a);
    one("cvt.s64.s8", a -> (byte) a);
    one("cvt.u64.u8", a -> a & 0xff);
    one("cvta.to.global.u64", a -> a);
  }

  static float f(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long u(long bits) {
    return bits & 0xffffffffL;
  }

  static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bit(boolean holds) {
    return holds ? 1 : 0;
  }
}
