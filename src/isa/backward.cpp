// SPDX-License-Identifier: MIT
// dx = dy f'(x) on arrays, on one instruction set.
#include "isa/isa.hpp"
#include "loops/map.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

template <class Op, simdact_dtype dtype, accuracy asked>
struct backward_family {
  static constexpr direction way = direction::backward;

  template <class V>
  static void run(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
    const products<storage<dtype>> out{static_cast<const char*>(dy), static_cast<char*>(dx)};
    map_op<Op, way, storage<dtype>, asked, V>(params, x, out, n);
  }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr backward_table SIMDACT_TABLE(backward) = loops::make_table<loops::backward_family, backward_table>();
}  // namespace simdact::detail
