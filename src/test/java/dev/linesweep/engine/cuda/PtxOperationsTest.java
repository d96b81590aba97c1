package dev.linesweep.engine.cuda;

import static dev.linesweep.engine.cuda.PtxPrograms.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each instruction that computes, next to what Java or PTX's manual says. */
class PtxOperationsTest {
  @ParameterizedTest
  @CsvSource({
    "add.rn.f32, f32, f32, 16777216 1, 16777216",
    "add.rn.f32, f32, f32, 1e-45 1e-45, 2.8e-45",
    "sub.rn.f32, f32, f32, 1 3, -2",
    "mul.rn.f32, f32, f32, 1.00000012 1.00000012, 1.00000024",
    "mul.rn.f32, f32, f32, 1e30 1e30, Infinity",
    "fma.rn.f32, f32, f32, 1.00000012 1.00000012 -1.00000024, 1.4210855e-14",
    "div.rn.f32, f32, f32, 1 3, 0.33333334",
    "div.rn.f32, f32, f32, 1 -0.0, -Infinity",
    "sqrt.rn.f32, f32, f32, 2, 1.4142135",
    "neg.f32, f32, f32, 0, -0.0",
    "abs.f32, f32, f32, -1.5, 1.5",
    "set.gt.f32.f32, f32, f32, 2 1, 1",
    "set.gt.f32.f32, f32, f32, NaN 1, 0",
    "add.rn.f64, f64, f64, 9007199254740992 1, 9007199254740992",
    "sub.rn.f64, f64, f64, 1 3, -2",
    "mul.rn.f64, f64, f64, 1e200 1e200, Infinity",
    "fma.rn.f64, f64, f64, 1.0000000000000002 1.0000000000000002 -1.0000000000000004, "
        + "4.930380657631324E-32",
    "div.rn.f64, f64, f64, 1 3, 0.3333333333333333",
    "sqrt.rn.f64, f64, f64, 2, 1.4142135623730951",
    "neg.f64, f64, f64, 0, -0.0",
    "abs.f64, f64, f64, -1.5, 1.5",
    "cvt.f64.f32, f32, f64, 0.1, 0.10000000149011612",
    "cvt.rn.f32.f64, f64, f32, 0.1, 0.1",
    "cvt.rn.f32.s32, s32, f32, 16777217, 16777216",
    "cvt.rn.f32.s32, s32, f32, -3, -3",
    "cvt.rn.f32.u32, s32, f32, -1, 4294967296",
    "cvt.rn.f64.s32, s32, f64, -3, -3",
    "cvt.s64.s32, s32, s64, -3, -3",
    "cvt.u64.u32, s32, s64, -1, 4294967295",
    "cvt.u32.u64, s64, s32, 4294967298, 2",
    "add.s32, s32, s32, 2147483647 1, -2147483648",
    "sub.s32, s32, s32, -2147483648 1, 2147483647",
    "mul.lo.s32, s32, s32, 65537 65537, 131073",
    "mad.lo.s32, s32, s32, 65536 65536 7, 7",
    "bfe.u32, s32, s32, -559038737 4 8, 238",
    "bfe.u32, s32, s32, -1 30 8, 3",
    "mul.wide.s32, s32, s64, -2 2147483647, -4294967294",
    "mul.wide.u32, s32, s64, -2 2, 8589934588",
    "neg.s32, s32, s32, -2147483648, -2147483648",
    "div.s32, s32, s32, -7 2, -3",
    "rem.s32, s32, s32, -7 2, -1",
    "div.u32, s32, s32, -2 2, 2147483647",
    "rem.u32, s32, s32, -1 10, 5",
    "min.s32, s32, s32, -1 1, -1",
    "max.s32, s32, s32, -1 1, 1",
    "min.u32, s32, s32, -1 1, 1",
    "max.u32, s32, s32, -1 1, -1",
    "add.s64, s64, s64, 9223372036854775807 1, -9223372036854775808",
    "sub.s64, s64, s64, 1 3, -2",
    "mul.lo.s64, s64, s64, 4294967296 3, 12884901888",
    "div.s64, s64, s64, -7 2, -3",
    "div.u64, s64, s64, -2 2, 9223372036854775807",
    "rem.u64, s64, s64, -1 10, 5",
    "and.b32, s32, s32, 12 10, 8",
    "or.b32, s32, s32, 12 10, 14",
    "xor.b32, s32, s32, 12 10, 6",
    "not.b32, s32, s32, 0, -1",
    "and.b64, s64, s64, -1 1099511627776, 1099511627776",
    "not.b64, s64, s64, 0, -1",
    "shl.b32, s32, s32, 3 31, -2147483648",
    "shl.b32, s32, s32, 3 32, 0",
    "shr.u32, s32, s32, -1 28, 15",
    "shr.u32, s32, s32, -1 32, 0",
    "shr.s32, s32, s32, -8 1, -4",
    "shr.s32, s32, s32, -8 40, -1",
    "mov.b32, s32, f32, 1065353216, 1",
    "mov.f64, f64, f64, 0.1, 0.1",
  })
  void computesAsJavaDoes(String name, String from, String to, String operands, String expected) {
    String[] values = operands.split(" ");
    String shift = name.startsWith("sh") ? "s32" : from;
    StringBuilder body = new StringBuilder();
    long[] input = new long[values.length];
    StringBuilder list = new StringBuilder(register(to, 0));
    for (int i = 0; i < values.length; i++) {
      String type = i == 0 ? from : shift;
      input[i] = bits(type, values[i]);
      body.append(load(type, i + 5, 8 * i));
      list.append(", ").append(register(type, i + 5));
    }
    body.append(name).append(' ').append(list).append(";\n");
    body.append("st.global.%s [%%rd2], %s;".formatted(memory(to), register(to, 0)));
    assertThat(value(to, run(body.toString(), input)[77])).isEqualTo(value(to, bits(to, expected)));
  }

  private static String register(String type, int number) {
    return switch (type) {
      case "f32" -> "%f" + number;
      case "f64" -> "%fd" + number;
      case "s32" -> "%r" + number;
      default -> "%rd" + number;
    };
  }

  private static String memory(String type) {
    return type.replace('s', 'u');
  }

  private static String load(String type, int register, int offset) {
    return "ld.global.%s %s, [%%rd1+%d];%n"
        .formatted(memory(type), register(type, register), offset);
  }

  private static long bits(String type, String value) {
    return switch (type) {
      case "f32" -> Float.floatToRawIntBits(Float.parseFloat(value));
      case "f64" -> Double.doubleToRawLongBits(Double.parseDouble(value));
      default -> Long.parseLong(value);
    };
  }

  private static Object value(String type, long bits) {
    return switch (type) {
      case "f32" -> Float.intBitsToFloat((int) bits);
      case "f64" -> Double.longBitsToDouble(bits);
      case "s32" -> (int) bits;
      default -> bits;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "s32, -1, 1, lt le ne",
    "u32, -1, 1, gt ge ne",
    "s32, 5, 5, eq le ge",
    "s64, -1, 1, lt le ne",
    "u64, -1, 1, gt ge ne",
    "f32, 1, 2, lt le ne",
    "f32, 2, 2, eq le ge",
    "f32, -0.0, 0, eq le ge",
    "f32, NaN, 1, ''",
  })
  void comparesAsJavaDoes(String type, String a, String b, String holding) {
    String kind = type.equals("u32") ? "s32" : type.equals("u64") ? "s64" : type;
    String body = load(kind, 5, 0) + load(kind, 6, 8) + "mov.u32 %r4, 0;\n";
    List<String> names = List.of("eq", "ne", "lt", "le", "gt", "ge");
    for (int i = 0; i < names.size(); i++) {
      body +=
          "setp.%s.%s %%p1, %s, %s;%n"
              .formatted(names.get(i), type, register(kind, 5), register(kind, 6));
      body += "selp.b32 %%r3, %d, 0, %%p1;%nor.b32 %%r4, %%r4, %%r3;%n".formatted(1 << i);
    }
    long held = run(body + "st.global.u32 [%rd2], %r4;", bits(kind, a), bits(kind, b))[0];
    String found =
        IntStream.range(0, names.size())
            .filter(i -> (held >> i & 1) == 1)
            .mapToObj(names::get)
            .collect(Collectors.joining(" "));
    assertThat(sorted(found)).isEqualTo(sorted(holding));
  }

  private static List<String> sorted(String words) {
    return Arrays.stream(words.split(" ")).sorted().toList();
  }
}
