// SPDX-License-Identifier: MIT
// softmax, log_softmax and their gradients on rows, on one instruction set.
#include "isa/isa.hpp"
#include "loops/softmax.hpp"
#include "loops/softmax_backward.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// There is no correctly rounded one. In float alone the logarithm's fast form, which serves relaxed as well, is one of
// its own. The half types' softmax needs no more digits than such a one has; a logarithm near 0 does.
template <simdact_dtype dtype, bool logarithm>
constexpr void set_accuracies(detail::softmax_fn (&kernels)[detail::accuracy_count]) {
  constexpr arithmetic a = dtype_facts<dtype>::computes_in;
  constexpr bool is_half = dtype_facts<dtype>::size == 2;
  constexpr accuracy high = is_half && !logarithm ? accuracy::fast : accuracy::high;
  constexpr accuracy fast = dtype == SIMDACT_F32 && logarithm ? accuracy::fast : high;
  kernels[SIMDACT_HIGH] = &softmax_rows<vector_storage<dtype>, high, logarithm, isa_vector<a>>;
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
