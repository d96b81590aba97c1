// Arithmetic that a CPU and every card repeat to the bit: + - * / and square roots, each rounded to
// the nearest number, and fma, rounded once. Numbers that are almost zero are kept.
//
// The kernels use these instead of operators, since a compiler may turn a * b + c into one fma, and
// which of the two it was shows in the last bit. What is left to operators rounds nothing: a sign,
// a comparison, a conversion from 32 to 64 bits. A conversion to 32 bits rounds to the nearest.
#pragma once

#define INLINE static __device__ __forceinline__
#define CALLED static __device__ __noinline__

// Counts coefficients of columns, of which a card holds more than 32 bits count.
typedef unsigned long long Index;

INLINE float plus(float a, float b) { return __fadd_rn(a, b); }
INLINE float minus(float a, float b) { return __fadd_rn(a, -b); }
INLINE float times(float a, float b) { return __fmul_rn(a, b); }
INLINE float over(float a, float b) { return __fdiv_rn(a, b); }
INLINE float root(float a) { return __fsqrt_rn(a); }
INLINE float fused(float a, float b, float c) { return __fmaf_rn(a, b, c); }

INLINE double plus(double a, double b) { return __dadd_rn(a, b); }
INLINE double minus(double a, double b) { return __dadd_rn(a, -b); }
INLINE double times(double a, double b) { return __dmul_rn(a, b); }
INLINE double over(double a, double b) { return __ddiv_rn(a, b); }
INLINE double fused(double a, double b, double c) { return __fma_rn(a, b, c); }

INLINE bool isFinite(float a) { return (__float_as_uint(a) & 0x7fffffffu) < 0x7f800000u; }

// 1 where a > b, else 0, also for NaN: one instruction.
INLINE float above(float a, float b) {
  float one;
  asm("set.gt.f32.f32 %0, %1, %2;" : "=f"(one) : "f"(a), "f"(b));
  return one;
}

// The sign of a - b, which is that of their difference in 32 bits; 0 for NaN.
INLINE float signOf(float a, float b) { return minus(above(a, b), above(b, a)); }
