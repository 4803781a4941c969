// SPDX-License-Identifier: MIT
// y = f(x) and dx = dy f'(x) on arrays, on one instruction set, for CPUs with assists: the kernels that state a tail,
// compiled to compute subnormal results without their assistance. loops/careful.hpp calls them.
#define SIMDACT_AVOIDS_SUBNORMALS
#include "isa/isa.hpp"
#include "loops/map.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Op, simdact_dtype dtype, accuracy asked>
struct forward_tails {
  static constexpr direction way = direction::forward;

  template <class V>
  static void run(const simdact_params*, const void* x, void* y, std::size_t n) {
    map_op<Op, way, dtype, asked, V>(x, results{static_cast<char*>(y)}, n);
  }
};
template <direction d, class Op, simdact_dtype dtype, accuracy asked>
struct tails_family {
  static constexpr direction way = d;

  template <class V>
  static void run(const simdact_params*, const void* x, const void* dy, void* dx, std::size_t n) {
    map_op<Op, way, dtype, asked, V>(x, products{static_cast<const char*>(dy), static_cast<char*>(dx)}, n);
  }
};

template <class Op, simdact_dtype dtype, accuracy asked>
using backward_tails = tails_family<direction::backward, Op, dtype, asked>;
template <class Op, simdact_dtype dtype, accuracy asked>
using from_output_tails = tails_family<direction::from_output, Op, dtype, asked>;

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr tails_table SIMDACT_TABLE(tails) = {
    loops::make_table<loops::forward_tails, simdact_forward_fn, loops::table_kind::tails>(),
    loops::make_backward_table<loops::backward_tails, loops::from_output_tails, loops::table_kind::tails>(),
};
}  // namespace simdact::detail
