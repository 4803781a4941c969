// SPDX-License-Identifier: MIT
// One instruction set: compiled once for each line of isa.def, with that set's flags and
//   SIMDACT_ISA_NAME   its name              SIMDACT_ISA_ARCH   its batch architecture, or scalar
//   SIMDACT_TAG        its inline namespace  xsimd              renamed, so that no template is shared with another
//   object
// Its one external symbol is its table.
#include "simdact/batch.hpp"

#include "kernel.hpp"
#include "table.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

struct scalar;
template <class Arch, class T>
struct vector_of {
  using type = xsimd::batch<T, Arch>;
};
template <class T>
struct vector_of<scalar, T> {
  using type = T;
};

template <class Op, simdact_dtype dtype, simdact_accuracy accuracy>
constexpr simdact_forward_fn forward_kernel() {
  constexpr const bound* serving = serving_bound<Op>(dtype, accuracy);
  if constexpr (serving == nullptr) {
    return nullptr;
  } else {
    using V = typename vector_of<SIMDACT_ISA_ARCH, compute_t<dtype>>::type;
    return &forward<Op, tier::of<serving->accuracy>, dtype, V>;
  }
}

template <class Op, simdact_dtype dtype>
constexpr void set_kernels(detail::op_kernels& kernels) {
  auto& row = kernels.forward[dtype - 1];
  row[SIMDACT_HIGH] = forward_kernel<Op, dtype, SIMDACT_HIGH>();
  row[SIMDACT_FAST] = forward_kernel<Op, dtype, SIMDACT_FAST>();
  row[SIMDACT_EXACT] = forward_kernel<Op, dtype, SIMDACT_EXACT>();
}

template <class Op>
constexpr detail::op_kernels make_kernels() {
  detail::op_kernels kernels{};
  set_kernels<Op, SIMDACT_F32>(kernels);
  return kernels;
}

#ifdef SIMDACT_ISA_FACTS
template <class Op, class T>
bool valid_as(const simdact_params& params) {
  const parameters<T> p{static_cast<T>(params.alpha), static_cast<T>(params.beta)};
  if (!__builtin_isfinite(p.alpha)) return false;
  if (Op::parameter_count > 1 && !__builtin_isfinite(p.beta)) return false;
  if constexpr (has_domain<Op>::value) {
    return Op::valid(p);
  } else {
    return true;
  }
}

template <class Op>
bool valid(simdact_dtype dtype, const simdact_params& params) {
  if constexpr (parameter_count<Op>::value == 0) {
    return true;
  } else {
    return dtype == SIMDACT_F64 ? valid_as<Op, double>(params) : valid_as<Op, float>(params);
  }
}

template <class Op>
constexpr detail::op_facts make_facts() {
  detail::op_facts facts{defaults_of<Op>(), &valid<Op>, {}};
  for (simdact_dtype dtype = 1; dtype <= detail::dtype_count; ++dtype) {
    for (simdact_accuracy accuracy = 0; accuracy < detail::accuracy_count; ++accuracy) {
      const bound* serving = serving_bound<Op>(dtype, accuracy);
      facts.ulp[dtype - 1][accuracy] = serving != nullptr ? serving->ulp : -1;
    }
  }
  return facts;
}

constexpr detail::op_facts all_facts[] = {
#define SIMDACT_OP(id, name) make_facts<op::name>(),
#include "simdact/ops.def"
#undef SIMDACT_OP
};
constexpr const detail::op_facts* facts = all_facts;
#else
constexpr const detail::op_facts* facts = nullptr;
#endif

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END

#define SIMDACT_JOIN(a, b) a##b
#define SIMDACT_TABLE(name) SIMDACT_JOIN(table_, name)
#define SIMDACT_QUOTE(name) SIMDACT_QUOTED(name)
#define SIMDACT_QUOTED(name) #name
namespace simdact::detail {
constexpr isa_table SIMDACT_TABLE(SIMDACT_ISA_NAME){SIMDACT_QUOTE(SIMDACT_ISA_NAME),
                                                    {
#define SIMDACT_OP(id, name) loops::make_kernels<op::name>(),
#include "simdact/ops.def"
#undef SIMDACT_OP
                                                    },
                                                    loops::facts};
}  // namespace simdact::detail
