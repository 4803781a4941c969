// SPDX-License-Identifier: MIT
// y = f(x) on arrays, on one instruction set.
#include "isa/isa.hpp"
#include "loops/careful.hpp"
#include "loops/map.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Op, simdact_dtype dtype, accuracy asked>
struct forward_family {
  static constexpr direction way = direction::forward;

  template <class V>
  static void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
    map_op<Op, way, dtype, asked, V>(params, x, results{static_cast<char*>(y)}, n);
  }
  template <class V>
  static void run_carefully(const simdact_params* params, const void* x, void* y, std::size_t n) {
    static constexpr auto facts = careful_facts_of<served_by<Op, way, dtype_facts<dtype>::computes_in, asked>>();
    static suspicion left{0};
    const simdact_forward_fn tails =
        detail::SIMDACT_TABLE(tails).forward.kernels[row_of<Op>()][dtype - 1][static_cast<int>(asked)];
    if (has_defaults<Op>(params)) return careful<V, facts.has_tail>::forward(&run<V>, tails, facts, left, x, y, n);
    run<V>(params, x, y, n);
  }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr forward_tables SIMDACT_TABLE(forward) = {
    loops::make_table<loops::forward_family, simdact_forward_fn, loops::table_kind::usual>(),
    loops::make_table<loops::forward_family, simdact_forward_fn, loops::table_kind::careful>(),
};
}  // namespace simdact::detail
