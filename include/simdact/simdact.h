/* SPDX-License-Identifier: MIT
 * simdact: activation functions for CPUs. The C ABI.
 *
 * Every result is a pure function of the element's own bits and the parameters: not of its position, the length, the
 * alignment, the thread or the instruction set in use. A NaN in gives a NaN out; its sign and payload are unspecified
 * and may differ by instruction set and position. The error bounds are in units in the last place (ulp) and hold over
 * every finite input, those of f64 as far as a search has shown; simdact_ulp_bound() tells them. No function allocates,
 * locks, throws or touches the floating-point environment; all may be called from any thread. Round-to-nearest is
 * assumed. Where the caller has subnormals flushed to zero, subnormal inputs count as zero or, where f(0) is 0, may be
 * the result themselves; subnormal parameters count as zero; subnormal results may be zero, results below 2^-100 (f64:
 * 2^-960) may differ by 1 ulp, and all others have the same bits. */
#ifndef SIMDACT_H
#define SIMDACT_H

#include <stddef.h>
#include <stdint.h>

#define SIMDACT_VERSION_MAJOR 0
#define SIMDACT_VERSION_MINOR 9
#define SIMDACT_VERSION_PATCH 6
/* 10000 * major + 100 * minor + patch */
#define SIMDACT_VERSION_NUMBER (10000 * SIMDACT_VERSION_MAJOR + 100 * SIMDACT_VERSION_MINOR + SIMDACT_VERSION_PATCH)

/* The shared library exports these functions alone; a static one hides them, so that a library embedding it does not
 * export them again. */
#if defined(SIMDACT_BUILDING_SHARED)
#define SIMDACT_API __attribute__((visibility("default")))
#else
#define SIMDACT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t simdact_status;
enum {
  SIMDACT_OK = 0,
  SIMDACT_INVALID_ARGUMENT = 1, /* nothing was written */
  SIMDACT_UNSUPPORTED = 2       /* valid, but no such kernel; nothing was written */
};

typedef int32_t simdact_dtype;
enum {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) SIMDACT_##NAME = id,
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  SIMDACT_DTYPE_END
};

/* The accuracy asked for, which is a bound, not a kernel: accuracies.def has the bounds. Ids, not an order.
 *   SIMDACT_HIGH     the default
 *   SIMDACT_FAST     the kernel of SIMDACT_HIGH where nothing faster exists
 *   SIMDACT_EXACT    correctly rounded at default parameters; at others that is not proven, and the error may be a
 *                    little above half an ulp. SIMDACT_UNSUPPORTED where no kernel is
 *   SIMDACT_RELAXED  for inference, where a tail may vanish: at most 4 ulp wherever |f(x)| >= |x|/64, and everywhere
 *                    at most 2 ulp of the larger of |x| and |f(x)|. Where nothing clearly faster than SIMDACT_FAST
 *                    exists, and for every derivative, the kernel of SIMDACT_FAST, which keeps 4 ulp everywhere */
typedef int32_t simdact_accuracy;
enum {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) SIMDACT_##NAME = id,
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
  SIMDACT_ACCURACY_END
};

/* SIMDACT_EXP = 1, SIMDACT_EXPM1 = 2, ...: see ops.def. */
typedef int32_t simdact_op;
enum {
#define SIMDACT_OP(id, NAME, name) SIMDACT_##NAME = id,
#include "simdact/ops.def"
#undef SIMDACT_OP
  SIMDACT_OP_END
};

/* An op's real parameters. One that the op does not use is ignored; one that it uses is converted once to the compute
 * type (float for f32, f16 and bf16; double for f64) and the result is that of the converted value. What they mean,
 * and their domain: docs/functions/NAME.md and the head of simdact/op/NAME.hpp; the defaults:
 * simdact_default_params(). */
typedef struct simdact_params {
  double alpha, beta;
} simdact_params;

/* y[i] = f(x[i]) for i < n.
 *   params  NULL for the op's defaults
 *   x, y    n elements of dtype each, of any alignment; y == x is allowed, any other overlap is not
 * Returns SIMDACT_INVALID_ARGUMENT for an unknown op, dtype or accuracy, a bad parameter (NaN, infinite, or outside the
 * op's domain), a null pointer with n > 0, overlapping arrays, or n elements larger than the address space;
 * SIMDACT_UNSUPPORTED where no kernel has that accuracy. */
SIMDACT_API simdact_status simdact_forward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                           const simdact_params* params, const void* x, void* y, size_t n);

/* dx[i] = dy[i] * f'(x[i]) for i < n: f' within its bound, then one rounding of the product. f'(-inf) and f'(+inf) are
 * the limits; a NaN in x or dy gives NaN, and so does dy = 0 with an infinite f'. dx may be dy, x or both; dy and x may
 * overlap one another; dx may overlap neither otherwise. Errors as simdact_forward. */
SIMDACT_API simdact_status simdact_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                            const simdact_params* params, const void* x, const void* dy, void* dx,
                                            size_t n);

/* The same from the saved output y[i] = f(x[i]), for exp, expm1, tanh, sigmoid, relu, relu6, hard_tanh, leaky_relu,
 * elu, celu and selu: f' correctly rounded as a function of y (celu: within 1 ulp), then one rounding of the product.
 * As a derivative of x it is as inaccurate as y is a memory of x: docs/derivatives.md. SIMDACT_UNSUPPORTED where f' is
 * no function of y: every other op, and leaky_relu and elu with a negative alpha. */
SIMDACT_API simdact_status simdact_backward_from_output(simdact_op op, simdact_dtype dtype,
                                                        const simdact_params* params, const void* y, const void* dy,
                                                        void* dx, size_t n);

/* Rows of cols contiguous elements, at strides in elements from one row to the next. For all functions from here to
 * simdact_maxout_backward: an output may be exactly an input (the same pointer, stride and shape); any other overlap of
 * an output with another array is an error, and so are a null pointer where there are elements, an unknown id, bad
 * parameters, a stride below cols with more than one row, and arrays larger than the address space:
 * SIMDACT_INVALID_ARGUMENT, and nothing is written. Inputs may overlap one another. What two arrays have in common is
 * told element by element: rows between those of another array do not overlap it.
 *
 * With t = scale * x + mask, m the largest t of the row and S the sum of e^(t - m): y = e^(t - m) / S, and
 * y = t - m - ln S. A row with a NaN or with t = +inf is all NaN; one that is -inf throughout is all NaN, or all 0
 * where empty_is_zero is set. The exact result is that of real arithmetic on the elements, scale and mask: within 2 ulp
 * in f32 and f64 (SIMDACT_FAST, SIMDACT_RELAXED: 4), 0.51 ulp in f16 and bf16, of log_softmax in ulp of at least 1.
 * SIMDACT_UNSUPPORTED for SIMDACT_EXACT. Sums are the same on every instruction set, whatever the strides and wherever
 * rows are cut. */
typedef struct simdact_softmax_params {
  double scale;          /* multiplies x; finite */
  const void* mask;      /* elements of dtype that are added after scaling; NULL for none */
  size_t mask_stride;    /* 0: one row for all */
  int32_t empty_is_zero; /* a row that is -inf throughout gives 0 instead of NaN */
} simdact_softmax_params;
/* params: NULL for {1, NULL, 0, 0} */
SIMDACT_API simdact_status simdact_softmax(simdact_dtype dtype, simdact_accuracy accuracy,
                                           const simdact_softmax_params* params, const void* x, size_t x_stride,
                                           void* y, size_t y_stride, size_t rows, size_t cols);
SIMDACT_API simdact_status simdact_log_softmax(simdact_dtype dtype, simdact_accuracy accuracy,
                                               const simdact_softmax_params* params, const void* x, size_t x_stride,
                                               void* y, size_t y_stride, size_t rows, size_t cols);
/* From the output: dx = scale * y * (dy - sum of y dy), and dx = scale * (dy - e^y * sum of dy). Sums and products in
 * double (f64: in two doubles), rounded once. */
SIMDACT_API simdact_status simdact_softmax_backward(simdact_dtype dtype, double scale, const void* y, size_t y_stride,
                                                    const void* dy, size_t dy_stride, void* dx, size_t dx_stride,
                                                    size_t rows, size_t cols);
SIMDACT_API simdact_status simdact_log_softmax_backward(simdact_dtype dtype, double scale, const void* y,
                                                        size_t y_stride, const void* dy, size_t dy_stride, void* dx,
                                                        size_t dx_stride, size_t rows, size_t cols);

/* y = f(gate) * up: the bits of f followed by a multiplication, with one rounding to dtype at the end. The packed
 * halves of rows of 2 c elements: up = gate + c elements, and 2 c for both strides.
 *
 * Here and in bias f16 and bf16 are computed in float, f and f' by the kernels of f32 of that accuracy
 * (SIMDACT_RELAXED: of SIMDACT_FAST), and rounded once, at the end. SIMDACT_UNSUPPORTED where what is needed of f and
 * f' has no kernel of that accuracy. */
SIMDACT_API simdact_status simdact_gated(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                         const simdact_params* params, const void* gate, size_t gate_stride,
                                         const void* up, size_t up_stride, void* y, size_t y_stride, size_t rows,
                                         size_t cols);
/* dgate = (dy * up) * f'(gate), dup = dy * f(gate). */
SIMDACT_API simdact_status simdact_gated_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                                  const simdact_params* params, const void* gate, size_t gate_stride,
                                                  const void* up, size_t up_stride, const void* dy, size_t dy_stride,
                                                  void* dgate, size_t dgate_stride, void* dup, size_t dup_stride,
                                                  size_t rows, size_t cols);

/* x, y, dy and dx are outer x channels x inner, with one bias or slope per channel (inner = 1: per column).
 *   bias    y = f(x + b[c]): the bits of an addition followed by f; dx = dy * f'(x + b[c]), dbias[c] the sum of dx
 *   prelu   y = x > 0 ? x : slope[c] * x; dx = x > 0 ? dy : slope[c] * dy, NaN where x is;
 *           dslope[c] is the sum of x > 0 ? 0 : x * dy
 * dbias and dslope are summed over outer and inner in double (f64: in two doubles), in a fixed order, and rounded once;
 * NULL where they are not wanted. */
SIMDACT_API simdact_status simdact_bias(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                        const simdact_params* params, const void* x, const void* bias, void* y,
                                        size_t outer, size_t channels, size_t inner);
SIMDACT_API simdact_status simdact_bias_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                                 const simdact_params* params, const void* x, const void* bias,
                                                 const void* dy, void* dx, void* dbias, size_t outer, size_t channels,
                                                 size_t inner);
SIMDACT_API simdact_status simdact_prelu(simdact_dtype dtype, const void* x, const void* slope, void* y, size_t outer,
                                         size_t channels, size_t inner);
SIMDACT_API simdact_status simdact_prelu_backward(simdact_dtype dtype, const void* x, const void* slope, const void* dy,
                                                  void* dx, void* dslope, size_t outer, size_t channels, size_t inner);

/* x is outer x pieces x inner, y is outer x inner: the largest of the pieces, NaN where one is. dx is dy at the first
 * of the largest pieces and 0 at the others; NaN at all of them where one is. pieces = 0 is an error where y has
 * elements. */
SIMDACT_API simdact_status simdact_maxout(simdact_dtype dtype, const void* x, void* y, size_t outer, size_t pieces,
                                          size_t inner);
SIMDACT_API simdact_status simdact_maxout_backward(simdact_dtype dtype, const void* x, const void* dy, void* dx,
                                                   size_t outer, size_t pieces, size_t inner);

/* A resolved kernel, for callers in a hot loop: no checks, no dispatch. The arguments must be ones that simdact_forward
 * or simdact_backward would accept. */
typedef void (*simdact_forward_fn)(const simdact_params* params, const void* x, void* y, size_t n);
typedef void (*simdact_backward_fn)(const simdact_params* params, const void* x, const void* dy, void* dx, size_t n);

/* The kernel of the instruction set in use now. It stays valid for ever and keeps its instruction set. NULL where there
 * is none, an unknown op, dtype or accuracy included. */
SIMDACT_API simdact_forward_fn simdact_find_forward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy);
SIMDACT_API simdact_backward_fn simdact_find_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy);
/* Its x is y = f(x); the parameters must be ones for which f' is a function of y. */
SIMDACT_API simdact_backward_fn simdact_find_backward_from_output(simdact_op op, simdact_dtype dtype);

/* The op's defaults; a parameter that it does not use is 0. SIMDACT_INVALID_ARGUMENT for an unknown op or a null
 * pointer. */
SIMDACT_API simdact_status simdact_default_params(simdact_op op, simdact_params* params);

/* The bound, in ulp, of the forward kernel that would run at default parameters; negative where there is none. It is
 * proven over every input; of f64, the largest error that a search over more than 10^7 inputs has met. That of
 * SIMDACT_RELAXED counts in ulp of the larger of |x| and |f(x)| and is at most 2 where its kernel is not that of
 * SIMDACT_FAST (simdact_find_forward() tells); besides, the error is then at most 4 ulp of f(x) wherever
 * |f(x)| >= |x|/64. */
SIMDACT_API double simdact_ulp_bound(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy);
/* The same for f' in the backward kernel. For f16 and bf16 it bounds the error of dx, in ulp of that type, where f' is
 * a normal float. Where f' is beyond the largest float dx is dy times infinity; where f' is a subnormal float dx is off
 * by up to about 2^-149 |dy| besides. */
SIMDACT_API double simdact_backward_ulp_bound(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy);

SIMDACT_API const char* simdact_op_name(simdact_op op);        /* "gelu"; NULL for an unknown id */
SIMDACT_API simdact_op simdact_op_from_name(const char* name); /* 0 for an unknown or null name */
SIMDACT_API size_t simdact_op_count(void);
SIMDACT_API simdact_op simdact_op_at(size_t index); /* ids may have gaps; 0 past the end */

/* The instruction set in use: "avx512", "avx2", "neon" or "generic". The first use chooses the best that the CPU and
 * the operating system support, or the environment variable SIMDACT_ISA if it names one of them; any other value there
 * is reported once on standard error, escaped and cut short, and ignored. SIMDACT_ASSISTS=1 or 0 there says whether the
 * CPU is slow with subnormal numbers, which the library otherwise tells by its vendor; it changes time, never results.
 * On Linux programs that run with another user's rights (set-user-id) heed neither. */
SIMDACT_API const char* simdact_isa(void);
/* Chooses an instruction set for all later calls of every thread; NULL goes back to the environment's choice or the
 * best. SIMDACT_INVALID_ARGUMENT for an unknown name, SIMDACT_UNSUPPORTED for one that this CPU or operating system
 * lacks. */
SIMDACT_API simdact_status simdact_set_isa(const char* name);
SIMDACT_API size_t simdact_isa_count(void);              /* the instruction sets in this build, best first */
SIMDACT_API const char* simdact_isa_name(size_t index);  /* NULL past the end */
SIMDACT_API int simdact_isa_supported(const char* name); /* 1 or 0; 0 for an unknown or null name */

SIMDACT_API const char* simdact_version(void); /* "major.minor.patch" */
SIMDACT_API int simdact_version_number(void);  /* SIMDACT_VERSION_NUMBER of the library, not the header */
SIMDACT_API const char* simdact_status_string(simdact_status status); /* never NULL */

#ifdef __cplusplus
}
#endif

#endif
