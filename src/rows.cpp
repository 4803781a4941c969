// SPDX-License-Identifier: MIT
// The C ABI of rows and joins: argument checks in front of the tables. Rows of no elements, of which there may be any
// number and whose pointers may be null, reach no kernel.
#include "arguments.hpp"
#include "dispatch.hpp"
#include "simdact/simdact.h"

namespace {

using namespace simdact::detail;

bool is_finite(double x) { return x - x == 0; }

simdact_status softmax(bool logarithm, simdact_dtype dtype, simdact_accuracy accuracy,
                       const simdact_softmax_params* params, matrix x, output_matrix y, std::size_t rows,
                       std::size_t cols) {
  if (!is_dtype(dtype) || !is_accuracy(accuracy)) return SIMDACT_INVALID_ARGUMENT;
  constexpr simdact_softmax_params defaults{1, nullptr, 0, 0};
  const simdact_softmax_params p = params != nullptr ? *params : defaults;
  if (!is_finite(p.scale)) return SIMDACT_INVALID_ARGUMENT;
  const std::size_t size = size_of(dtype);
  const array in{x.p, rows, cols, x.stride, size}, out{y.p, rows, cols, y.stride, size};
  // One row of a mask for all rows, of which there may be none, or no mask at all.
  const bool one_row = p.mask_stride == 0 && rows > 1;
  const array mask{p.mask, p.mask == nullptr ? 0 : one_row ? 1 : rows, cols, p.mask_stride, size};
  if (!are_usable({in, mask}, {out})) return SIMDACT_INVALID_ARGUMENT;
  const softmax_fn kernel = current().rows->softmax[logarithm ? 1 : 0][dtype - 1][accuracy];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (cols > 0) kernel(p, x, y, rows, cols);
  return SIMDACT_OK;
}

simdact_status softmax_backward(bool logarithm, simdact_dtype dtype, double scale, matrix y, matrix dy,
                                output_matrix dx, std::size_t rows, std::size_t cols) {
  if (!is_dtype(dtype) || !is_finite(scale)) return SIMDACT_INVALID_ARGUMENT;
  const std::size_t size = size_of(dtype);
  const array out{dx.p, rows, cols, dx.stride, size};
  if (!are_usable({{y.p, rows, cols, y.stride, size}, {dy.p, rows, cols, dy.stride, size}}, {out})) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const softmax_backward_fn kernel = current().rows->softmax_backward[logarithm ? 1 : 0][dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (cols > 0) kernel(scale, y, dy, dx, rows, cols);
  return SIMDACT_OK;
}

// What a join calls for the op's function: the kernels of the type that dtype is computed in. relaxed may give 0 where
// a 16-bit result is not 0, so these types take fast.
activation activation_of(const isa_tables& isa, int row, simdact_dtype dtype, simdact_accuracy accuracy,
                         const simdact_params* params) {
  const simdact_dtype lanes = computed_in(dtype);
  const simdact_accuracy tier = lanes != dtype && accuracy == SIMDACT_RELAXED ? SIMDACT_FAST : accuracy;
  return {params, isa.forward->kernels[row][lanes - 1][tier], isa.backward->kernels[row][lanes - 1][tier]};
}

// The arrays of a function of channels, all of them of n elements but for the operands and sums per channel.
struct channel_arrays {
  std::size_t n, size;
  bool valid;
  channel_shape shape;

  channel_arrays(simdact_dtype dtype, std::size_t outer, std::size_t channels, std::size_t inner)
      : n(0), size(is_dtype(dtype) ? size_of(dtype) : 0), valid(size > 0), shape{outer, channels, inner} {
    valid = valid && multiply(outer, channels, inner, n);
  }
  array whole(const void* p) const { return contiguous(p, n, size); }
  // May be null where there are no elements to use it with.
  array read_per_channel(const void* p) const { return contiguous(p, n == 0 ? 0 : shape.channels, size); }
  // Written even where there is nothing to sum; null where it is not wanted.
  array sums(const void* p) const { return contiguous(p, p == nullptr ? 0 : shape.channels, size); }
};

}  // namespace

extern "C" {

simdact_status simdact_softmax(simdact_dtype dtype, simdact_accuracy accuracy, const simdact_softmax_params* params,
                               const void* x, size_t x_stride, void* y, size_t y_stride, size_t rows, size_t cols) {
  return softmax(false, dtype, accuracy, params, {x, x_stride}, {y, y_stride}, rows, cols);
}

simdact_status simdact_log_softmax(simdact_dtype dtype, simdact_accuracy accuracy, const simdact_softmax_params* params,
                                   const void* x, size_t x_stride, void* y, size_t y_stride, size_t rows, size_t cols) {
  return softmax(true, dtype, accuracy, params, {x, x_stride}, {y, y_stride}, rows, cols);
}

simdact_status simdact_softmax_backward(simdact_dtype dtype, double scale, const void* y, size_t y_stride,
                                        const void* dy, size_t dy_stride, void* dx, size_t dx_stride, size_t rows,
                                        size_t cols) {
  return softmax_backward(false, dtype, scale, {y, y_stride}, {dy, dy_stride}, {dx, dx_stride}, rows, cols);
}

simdact_status simdact_log_softmax_backward(simdact_dtype dtype, double scale, const void* y, size_t y_stride,
                                            const void* dy, size_t dy_stride, void* dx, size_t dx_stride, size_t rows,
                                            size_t cols) {
  return softmax_backward(true, dtype, scale, {y, y_stride}, {dy, dy_stride}, {dx, dx_stride}, rows, cols);
}

simdact_status simdact_gated(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                             const simdact_params* params, const void* gate, size_t gate_stride, const void* up,
                             size_t up_stride, void* y, size_t y_stride, size_t rows, size_t cols) {
  const int row = checked_row(op, dtype, accuracy, params);
  if (row < 0) return SIMDACT_INVALID_ARGUMENT;
  const std::size_t size = size_of(dtype);
  const array out{y, rows, cols, y_stride, size};
  if (!are_usable({{gate, rows, cols, gate_stride, size}, {up, rows, cols, up_stride, size}}, {out})) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const isa_tables& isa = current();
  const activation f = activation_of(isa, row, dtype, accuracy, params);
  const auto kernel = isa.joins->gated[dtype - 1];
  if (f.forward == nullptr || kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (cols > 0) kernel(f, {gate, gate_stride}, {up, up_stride}, {y, y_stride}, rows, cols);
  return SIMDACT_OK;
}

simdact_status simdact_gated_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                      const simdact_params* params, const void* gate, size_t gate_stride,
                                      const void* up, size_t up_stride, const void* dy, size_t dy_stride, void* dgate,
                                      size_t dgate_stride, void* dup, size_t dup_stride, size_t rows, size_t cols) {
  const int row = checked_row(op, dtype, accuracy, params);
  if (row < 0) return SIMDACT_INVALID_ARGUMENT;
  const std::size_t size = size_of(dtype);
  const array gates{gate, rows, cols, gate_stride, size}, ups{up, rows, cols, up_stride, size};
  const array dys{dy, rows, cols, dy_stride, size};
  const array dgates{dgate, rows, cols, dgate_stride, size}, dups{dup, rows, cols, dup_stride, size};
  if (!are_usable({gates, ups, dys}, {dgates, dups})) return SIMDACT_INVALID_ARGUMENT;
  const isa_tables& isa = current();
  const activation f = activation_of(isa, row, dtype, accuracy, params);
  const auto kernel = isa.joins->gated_backward[dtype - 1];
  if (f.forward == nullptr || f.backward == nullptr || kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (cols > 0) {
    kernel(f, {gate, gate_stride}, {up, up_stride}, {dy, dy_stride}, {dgate, dgate_stride}, {dup, dup_stride}, rows,
           cols);
  }
  return SIMDACT_OK;
}

simdact_status simdact_bias(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy, const simdact_params* params,
                            const void* x, const void* bias, void* y, size_t outer, size_t channels, size_t inner) {
  const int row = checked_row(op, dtype, accuracy, params);
  const channel_arrays a(dtype, outer, channels, inner);
  if (row < 0 || !a.valid) return SIMDACT_INVALID_ARGUMENT;
  if (!are_usable({a.whole(x), a.read_per_channel(bias)}, {a.whole(y)})) return SIMDACT_INVALID_ARGUMENT;
  const isa_tables& isa = current();
  const activation f = activation_of(isa, row, dtype, accuracy, params);
  const auto kernel = isa.joins->bias[dtype - 1];
  if (f.forward == nullptr || kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (a.n > 0) kernel(f, x, bias, y, a.shape);
  return SIMDACT_OK;
}

simdact_status simdact_bias_backward(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                                     const simdact_params* params, const void* x, const void* bias, const void* dy,
                                     void* dx, void* dbias, size_t outer, size_t channels, size_t inner) {
  const int row = checked_row(op, dtype, accuracy, params);
  const channel_arrays a(dtype, outer, channels, inner);
  if (row < 0 || !a.valid) return SIMDACT_INVALID_ARGUMENT;
  if (!are_usable({a.whole(x), a.read_per_channel(bias), a.whole(dy)}, {a.whole(dx), a.sums(dbias)})) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const isa_tables& isa = current();
  const activation f = activation_of(isa, row, dtype, accuracy, params);
  const auto kernel = isa.joins->bias_backward[dtype - 1];
  if (f.backward == nullptr || kernel == nullptr) return SIMDACT_UNSUPPORTED;
  kernel(f, x, bias, dy, dx, dbias, a.shape);
  return SIMDACT_OK;
}

simdact_status simdact_prelu(simdact_dtype dtype, const void* x, const void* slope, void* y, size_t outer,
                             size_t channels, size_t inner) {
  const channel_arrays a(dtype, outer, channels, inner);
  if (!a.valid || !are_usable({a.whole(x), a.read_per_channel(slope)}, {a.whole(y)})) return SIMDACT_INVALID_ARGUMENT;
  const auto kernel = current().joins->prelu[dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (a.n > 0) kernel(x, slope, y, a.shape);
  return SIMDACT_OK;
}

simdact_status simdact_prelu_backward(simdact_dtype dtype, const void* x, const void* slope, const void* dy, void* dx,
                                      void* dslope, size_t outer, size_t channels, size_t inner) {
  const channel_arrays a(dtype, outer, channels, inner);
  if (!a.valid) return SIMDACT_INVALID_ARGUMENT;
  if (!are_usable({a.whole(x), a.read_per_channel(slope), a.whole(dy)}, {a.whole(dx), a.sums(dslope)})) {
    return SIMDACT_INVALID_ARGUMENT;
  }
  const auto kernel = current().joins->prelu_backward[dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  kernel(x, slope, dy, dx, dslope, a.shape);
  return SIMDACT_OK;
}

simdact_status simdact_maxout(simdact_dtype dtype, const void* x, void* y, size_t outer, size_t pieces, size_t inner) {
  const channel_arrays in(dtype, outer, pieces, inner), out(dtype, outer, 1, inner);
  if (!in.valid || !out.valid || (pieces == 0 && out.n > 0)) return SIMDACT_INVALID_ARGUMENT;
  if (!are_usable({in.whole(x)}, {out.whole(y)})) return SIMDACT_INVALID_ARGUMENT;
  const auto kernel = current().joins->maxout[dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (in.n > 0) kernel(x, y, in.shape);
  return SIMDACT_OK;
}

simdact_status simdact_maxout_backward(simdact_dtype dtype, const void* x, const void* dy, void* dx, size_t outer,
                                       size_t pieces, size_t inner) {
  const channel_arrays in(dtype, outer, pieces, inner), out(dtype, outer, 1, inner);
  if (!in.valid || !out.valid || (pieces == 0 && out.n > 0)) return SIMDACT_INVALID_ARGUMENT;
  if (!are_usable({in.whole(x), out.whole(dy)}, {in.whole(dx)})) return SIMDACT_INVALID_ARGUMENT;
  const auto kernel = current().joins->maxout_backward[dtype - 1];
  if (kernel == nullptr) return SIMDACT_UNSUPPORTED;
  if (in.n > 0) kernel(x, dy, dx, in.shape);
  return SIMDACT_OK;
}
}
