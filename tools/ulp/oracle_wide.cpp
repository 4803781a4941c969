// SPDX-License-Identifier: MIT
// The oracle for f64, in numbers of 113 digits: libquadmath's, or long double where that is one of them.
#if defined(SIMDACT_HAVE_QUADMATH)
#include <boost/multiprecision/float128.hpp>
#endif

#include "evaluate.hpp"
#include "oracle_wide.hpp"

namespace simdact::oracle {

#if defined(SIMDACT_HAVE_QUADMATH) || LDBL_MANT_DIG == 113
namespace {

#if defined(SIMDACT_HAVE_QUADMATH)
using real = boost::multiprecision::float128;
template <>
ulp::wide value_as(const real& t) {
  return t.backend().value();
}
#else
using real = long double;
#endif

template <class Op, direction way>
constexpr wide_evaluator evaluator() {
  if constexpr (states_any<way, Op, real>) {
    return &evaluate<Op, way, real, double, ulp::wide>;
  } else {
    return nullptr;
  }
}

}  // namespace

wide_evaluator find_wide(simdact_op op, ulp::direction way) {
  switch (op) {
#define SIMDACT_OP(id, NAME, name)                                                   \
  case id:                                                                           \
    return way == direction::forward    ? evaluator<op::name, direction::forward>()  \
           : way == direction::backward ? evaluator<op::name, direction::backward>() \
                                        : evaluator<op::name, direction::from_output>();
#include "simdact/ops.def"
#undef SIMDACT_OP
    default:
      return nullptr;
  }
}
#else
wide_evaluator find_wide(simdact_op, ulp::direction) { return nullptr; }
#endif

}  // namespace simdact::oracle
