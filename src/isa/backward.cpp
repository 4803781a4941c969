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
    const auto& table = detail::SIMDACT_TABLE(tails).backward;
    const simdact_backward_fn tails = way == direction::backward
                                          ? table.kernels[row_of<Op>()][dtype - 1][static_cast<int>(asked)]
                                          : table.from_output[row_of<Op>()][dtype - 1];
    using loop = careful<V, facts.has_tail>;
    if (has_defaults<Op>(params)) return loop::backward(&run<V>, tails, facts, left, x, dy, dx, n);
    run<V>(params, x, dy, dx, n);
  }
};
template <class Op, simdact_dtype dtype, accuracy asked>
using backward_family = family<direction::backward, Op, dtype, asked>;
template <class Op, simdact_dtype dtype, accuracy asked>
using from_output_family = family<direction::from_output, Op, dtype, asked>;

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr backward_tables SIMDACT_TABLE(backward) = {
    loops::make_backward_table<loops::backward_family, loops::from_output_family, loops::table_kind::usual>(),
    loops::make_backward_table<loops::backward_family, loops::from_output_family, loops::table_kind::careful>(),
};
}  // namespace simdact::detail
