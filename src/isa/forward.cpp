// SPDX-License-Identifier: MIT
// y = f(x) on arrays, on one instruction set.
#include "isa/isa.hpp"
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
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr forward_table SIMDACT_TABLE(forward) = loops::make_table<loops::forward_family, simdact_forward_fn>();
}  // namespace simdact::detail
