// SPDX-License-Identifier: MIT
// Defaults, domains and bounds, read from the op headers. An object of its own with the baseline's flags: it
// instantiates no kernel.
#include "facts.hpp"

#include "simdact/batch.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace {

template <class T>
parameters<T> scalar_parameters(const simdact_params& params) {
  return {static_cast<T>(params.alpha), static_cast<T>(params.beta)};
}

template <class Op, class T>
bool valid_as(const simdact_params& params) {
  const parameters<T> p = scalar_parameters<T>(params);
  if (!__builtin_isfinite(p.alpha)) return false;
  if (Op::parameter_count > 1 && !__builtin_isfinite(p.beta)) return false;
  if constexpr (has_domain<Op>) {
    return Op::valid(p);
  } else {
    return true;
  }
}

template <class Op>
bool valid(simdact_dtype dtype, const simdact_params& params) {
  if constexpr (!has_parameters<Op>) {
    return true;
  } else {
    return detail::computed_in(dtype) == SIMDACT_F64 ? valid_as<Op, double>(params) : valid_as<Op, float>(params);
  }
}

template <class Op>
bool has_inverse(simdact_dtype dtype, const simdact_params& params) {
  if constexpr (!has_output_domain<Op>) {
    (void)dtype, (void)params;
    return true;
  } else {
    return detail::computed_in(dtype) == SIMDACT_F64 ? Op::has_inverse(scalar_parameters<double>(params))
                                                     : Op::has_inverse(scalar_parameters<float>(params));
  }
}

template <class Op, direction d, arithmetic a, accuracy asked>
constexpr double bound_of() {
  if constexpr (is_served<Op, d, a, asked>) {
    return served_by<Op, d, a, asked>::bound;
  } else {
    return -1;
  }
}

template <class Op, direction d, arithmetic a>
constexpr void set_bounds(double (&bounds)[detail::accuracy_count]) {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) bounds[id] = bound_of<Op, d, a, accuracy::name>();
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
}

template <class Op>
constexpr detail::op_facts make_facts() {
  detail::op_facts facts{defaults_of<Op>(), &valid<Op>, &has_inverse<Op>, {}, {}};
#define SIMDACT_DTYPE(id, NAME, name, arithmetic_name, size)                                  \
  set_bounds<Op, direction::forward, arithmetic::arithmetic_name>(facts.forward_ulp[id - 1]); \
  set_bounds<Op, direction::backward, arithmetic::arithmetic_name>(facts.backward_ulp[id - 1]);
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  return facts;
}

}  // namespace
SIMDACT_NAMESPACE_END

namespace simdact::detail {
constexpr op_facts facts[op_count] = {
#define SIMDACT_OP(id, NAME, name) make_facts<op::name>(),
#include "simdact/ops.def"
#undef SIMDACT_OP
};
}  // namespace simdact::detail
