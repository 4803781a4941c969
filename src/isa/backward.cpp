// SPDX-License-Identifier: MIT
// dx = dy f'(x) on arrays, from the input or from the saved output, on one instruction set.
#include "isa/isa.hpp"
#include "loops/careful.hpp"
#include "loops/map.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <direction d, class Op, simdact_dtype dtype, accuracy asked>
struct family {
  static constexpr direction way = d;

  // x is the function's input; its output where the direction is from_output.
  template <class V>
  static void run(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
    const products out{static_cast<const char*>(dy), static_cast<char*>(dx)};
    map_op<Op, way, dtype, asked, V>(params, x, out, n);
  }
  template <class V>
  static void run_carefully(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
    static constexpr auto facts = careful_facts_of<served_by<Op, way, dtype_facts<dtype>::computes_in, asked>>();
    static suspicion left{0};
    const simdact_backward_fn tails =
        way == direction::backward
            ? detail::SIMDACT_TABLE(tails).backward.kernels[row_of<Op>()][dtype - 1][static_cast<int>(asked)]
            : nullptr;
    using loop = careful<V, facts.has_tail>;
    if (has_defaults<Op>(params)) return loop::backward(&run<V>, tails, facts, left, x, dy, dx, n);
    run<V>(params, x, dy, dx, n);
  }
};
template <class Op, simdact_dtype dtype, accuracy asked>
using backward_family = family<direction::backward, Op, dtype, asked>;
template <class Op, simdact_dtype dtype, accuracy asked>
using from_output_family = family<direction::from_output, Op, dtype, asked>;

template <table_kind kind>
constexpr detail::backward_table make_backward_table() {
  detail::backward_table table{make_table<backward_family, simdact_backward_fn, kind>(), {}};
  const auto from_output = make_table<from_output_family, simdact_backward_fn, kind>();
  for (int op = 0; op < detail::op_count; ++op) {
    for (int dtype = 0; dtype < detail::dtype_count; ++dtype) {
      table.from_output[op][dtype] = from_output.kernels[op][dtype][SIMDACT_HIGH];
    }
  }
  return table;
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr backward_tables SIMDACT_TABLE(backward) = {
    loops::make_backward_table<loops::table_kind::usual>(),
    loops::make_backward_table<loops::table_kind::careful>(),
};
}  // namespace simdact::detail
