// SPDX-License-Identifier: MIT
// softmax, log_softmax and their gradients on rows, on one instruction set.
#include "isa/isa.hpp"
#include "loops/softmax.hpp"
#include "loops/softmax_backward.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// There is no correctly rounded one. In float alone fast has one of its own, which serves relaxed as well.
template <simdact_dtype dtype, bool logarithm>
constexpr void set_accuracies(detail::softmax_fn (&kernels)[detail::accuracy_count]) {
  constexpr arithmetic a = dtype_facts<dtype>::computes_in;
  constexpr accuracy fast = a == arithmetic::f32 ? accuracy::fast : accuracy::high;
  kernels[SIMDACT_HIGH] = &softmax_rows<vector_storage<dtype>, accuracy::high, logarithm, isa_vector<a>>;
  kernels[SIMDACT_FAST] = &softmax_rows<vector_storage<dtype>, fast, logarithm, isa_vector<a>>;
  kernels[SIMDACT_RELAXED] = kernels[SIMDACT_FAST];
}

template <simdact_dtype dtype>
constexpr void set_dtype(detail::rows_table& table) {
  using V = isa_vector<dtype_facts<dtype>::computes_in>;
  set_accuracies<dtype, false>(table.softmax[0][dtype - 1]);
  set_accuracies<dtype, true>(table.softmax[1][dtype - 1]);
  table.softmax_backward[0][dtype - 1] = &softmax_backward_rows<vector_storage<dtype>, false, V>;
  table.softmax_backward[1][dtype - 1] = &softmax_backward_rows<vector_storage<dtype>, true, V>;
}

constexpr detail::rows_table make_rows_table() {
  detail::rows_table table{};
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) set_dtype<id>(table);
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  return table;
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr rows_table SIMDACT_TABLE(rows) = loops::make_rows_table();
}  // namespace simdact::detail
