// SPDX-License-Identifier: MIT
// What every object of an instruction set begins with. It is compiled with that set's flags and
//   SIMDACT_ISA_NAME   its name              SIMDACT_ISA_ARCH   its batch architecture, or scalar
//   SIMDACT_TAG        its inline namespace  xsimd              renamed, so that no template is shared with another
//                                                               object
// and its one external symbol is its table.
#pragma once

#include "simdact/batch.hpp"

#include "loops/storage.hpp"
#include "tables.hpp"

// The name of the table of a family: SIMDACT_TABLE(forward) is forward_avx2 in the object of AVX2.
#define SIMDACT_JOINED(family, isa) family##_##isa
#define SIMDACT_JOIN(family, isa) SIMDACT_JOINED(family, isa)
#define SIMDACT_TABLE(family) SIMDACT_JOIN(family, SIMDACT_ISA_NAME)

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
template <arithmetic a>
using isa_vector = typename vector_of<SIMDACT_ISA_ARCH, scalar_of<a>>::type;

// Whether CPUs with assists have kernels of their own at all. Subnormal f16 are normal floats.
#if defined(__AVX2__)
template <simdact_dtype dtype>
constexpr bool is_for_assists = dtype == SIMDACT_F32 || dtype == SIMDACT_F64;
#else
template <simdact_dtype dtype>
constexpr bool is_for_assists = false;
#endif
// Whether this kernel is compiled once more for them, and whether their kernel is another than the usual one.
template <class K, simdact_dtype dtype>
constexpr bool has_tail_kernel = (is_for_assists<dtype> && (has_tail<K> || meets_subnormals<K>));
template <class K, simdact_dtype dtype>
constexpr bool is_careful = is_for_assists<dtype> && (puts_aside<K> || has_tail<K>);

// The tables of an object: of kernels for all CPUs, of those for CPUs with assists, and of those that the latter call
// where results may be subnormal.
enum class table_kind { usual, careful, tails };

// Family<Op, dtype, tier> has the direction of its kernels, `way`, and of them run<V>, on arrays, and run_carefully<V>,
// for CPUs with assists. Requests that one tier serves share it; null where none does.
template <template <class, simdact_dtype, accuracy> class Family, class Op, simdact_dtype dtype, accuracy asked,
          table_kind kind, class Kernel>
constexpr Kernel kernel_of() {
  constexpr arithmetic a = dtype_facts<dtype>::computes_in;
  constexpr accuracy tier = serving_tier<Op, Family<Op, dtype, asked>::way, a, asked>();
  if constexpr (tier == no_tier) {
    return nullptr;
  } else {
    using K = kernel<Op, Family<Op, dtype, asked>::way, a, tier>;
    if constexpr (kind == table_kind::tails && !has_tail_kernel<K, dtype>) {
      return nullptr;
    } else if constexpr (kind == table_kind::careful && is_careful<K, dtype>) {
      return &Family<Op, dtype, tier>::template run_carefully<isa_vector<a>>;
    } else {
      return &Family<Op, dtype, tier>::template run<isa_vector<a>>;
    }
  }
}

template <template <class, simdact_dtype, accuracy> class Family, class Op, simdact_dtype dtype, table_kind kind,
          class Kernel>
constexpr void set_accuracies(Kernel (&kernels)[detail::accuracy_count]) {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) \
  kernels[id] = kernel_of<Family, Op, dtype, accuracy::name, kind, Kernel>();
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
}

template <template <class, simdact_dtype, accuracy> class Family, class Op, table_kind kind, class Kernel>
constexpr void set_dtypes(Kernel (&kernels)[detail::dtype_count][detail::accuracy_count]) {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) set_accuracies<Family, Op, id, kind>(kernels[id - 1]);
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
}

// The place of an op in the tables.
template <class Op>
constexpr int row_of() {
  int row = 0, found = 0;
#define SIMDACT_OP(id, NAME, name)               \
  if (std::is_same_v<Op, op::name>) found = row; \
  ++row;
#include "simdact/ops.def"
#undef SIMDACT_OP
  return found;
}

template <template <class, simdact_dtype, accuracy> class Family, class Kernel, table_kind kind>
constexpr detail::kernel_table<Kernel> make_table() {
  detail::kernel_table<Kernel> table{};
  int row = 0;
#define SIMDACT_OP(id, NAME, name) set_dtypes<Family, op::name, kind>(table.kernels[row++]);
#include "simdact/ops.def"
#undef SIMDACT_OP
  return table;
}

// Derivatives from the output are of one tier.
template <template <class, simdact_dtype, accuracy> class Backward,
          template <class, simdact_dtype, accuracy> class FromOutput, table_kind kind>
constexpr detail::backward_table make_backward_table() {
  detail::backward_table table{make_table<Backward, simdact_backward_fn, kind>(), {}};
  const auto from_output = make_table<FromOutput, simdact_backward_fn, kind>();
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
