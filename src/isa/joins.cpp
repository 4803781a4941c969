// SPDX-License-Identifier: MIT
// gated, bias, prelu, maxout and their gradients, on one instruction set.
#include "isa/isa.hpp"
#include "loops/channels.hpp"
#include "loops/gated.hpp"
#include "loops/maxout.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <simdact_dtype dtype>
constexpr void set_dtype(detail::joins_table& table) {
  using S = vector_storage<dtype>;
  using Units = storage<dtype>;
  using V = isa_vector<dtype_facts<dtype>::computes_in>;
  constexpr int i = dtype - 1;
  table.gated[i] = &gated<Units, V>;
  table.gated_backward[i] = &gated_backward<Units, V>;
  table.bias[i] = &bias<S, V>;
  table.bias_backward[i] = &bias_backward<S, V>;
  table.prelu[i] = &prelu<Units, V>;
  table.prelu_backward[i] = &prelu_backward<S, V>;
  table.maxout[i] = &maxout<S, V>;
  table.maxout_backward[i] = &maxout_backward<S, V>;
}

constexpr detail::joins_table make_joins_table() {
  detail::joins_table table{};
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) set_dtype<id>(table);
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  return table;
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr joins_table SIMDACT_TABLE(joins) = loops::make_joins_table();
}  // namespace simdact::detail
