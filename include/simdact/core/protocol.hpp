// SPDX-License-Identifier: MIT
// What a function states, and how a request finds its kernel.
//
// A function's card, op/NAME.hpp, is a struct in namespace op with
//   definition(R x[, parameters<R> p])   the exact function, over any real type R
//   derivative(R x[, parameters<R> p])   its exact derivative
//   reference, reference_derivative      the same values where the plain forms lose digits in double, if they do
//   derivative_roots(parameters<R> p)    where the derivative crosses zero, an array, if it does
//   derivative_from_output(R y[, parameters<R> p])      f'(x) as a function of y = f(x), if it is one; for parameters
//                                                       for which has_inverse(parameters<T>), if the card states that
// and, where it has parameters, parameter_count (1: alpha, 2: alpha and beta), defaults, and valid(parameters<T>) if
// its domain is narrower than the finite numbers. It includes the function's kernels.
//
// A kernel, in op/NAME/, is a specialisation
//   kernel<op::NAME, direction, arithmetic, tier>
// with
//   bound                                the largest error over every finite input at default parameters, in ulp of
//                                        f(x); of relaxed's own kernels in ulp of the larger of |x| and |f(x)|
//   eval(V x)                            f(x), f'(x), or f'(x) from f(x), at default parameters; or the three stages
//     reduce(V x) -> S, evaluate(S) -> T, finish(T) -> V      in its place, which the array loops interleave
//   eval(V x, parameters<V> p)           the same at any; alone it also serves the defaults
//   at<V>                                if it has stages for those p as well for which at<V>::serves(p): at<V>(p)
//                                        holds what follows from p alone, and its members reduce, evaluate and finish
//                                        are the stages; eval is then at_or's
// and for CPUs that hand subnormal numbers to microcode (src/loops/careful.hpp)
//   subnormals_aside = false             if they do not slow it, or nothing can be done against that; or on the card
//   slope[2]                             of f beside 0, below and above, where it is no number of the arithmetic
//   slope_low[2]                         what a double lacks of it
//   meets_subnormals = true              if, compiled once more, it needs no assistance with subnormal inputs, so that
//                                        none of these facts but the tail is needed
//   scales = false                       if beside 0 f(2^k x) is not 2^k f(x), bit for bit, for normal numbers
//   tail                                 the |x| up to which neither results nor what they are made of are subnormal,
//                                        if they may be beyond: for that the kernel is compiled once more, and
//                                        core/lowered.hpp has its last step
// and, if it is one of bf16 or f16, where it states that (core/half.hpp)
//   rounds                               how the storage rounds its results to bf16
//   map<V>(halves_t<V> h)                f on the elements' bits, lanes of 16, in the place of eval
// Where there is no specialisation there is no kernel. eval and finish return f32_lanes<V>, which is V where its lanes
// are float and no type elsewhere, or f64_lanes<V>: a kernel cannot be compiled for another arithmetic than its own. Or
// f32_lowerable<V>, f64_lowerable<V>, if the last step is core::lowered_later's.
#pragma once

#include <type_traits>
#include <utility>

#include "simdact/core/lowered.hpp"
#include "simdact/core/native.hpp"
#include "simdact/types.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace op {
#define SIMDACT_OP(id, NAME, name) struct name;
#include "simdact/ops.def"
#undef SIMDACT_OP
}  // namespace op

enum class direction { forward, backward, from_output };
// The arithmetic of a kernel: what its results are exact in. f16 and bf16 are computed in lanes of float.
enum class arithmetic { f32, f64, f16, bf16 };

template <class Op, direction, arithmetic, accuracy tier>
struct kernel;

// To the nearest number of bf16, where a value midway between two goes to the even one, to that of the larger or of the
// smaller magnitude, which is cheapest, or to the larger one; or not at all, where all values are numbers of bf16.
enum class rounding { even, away, inward, upward, none };

template <class V>
using f32_lanes = std::enable_if_t<std::is_same_v<native::scalar_t<V>, float>, V>;
template <class V>
using f64_lanes = std::enable_if_t<std::is_same_v<native::scalar_t<V>, double>, V>;
template <class V>
using f32_lowerable = core::lowerable<f32_lanes<V>>;
template <class V>
using f64_lowerable = core::lowerable<f64_lanes<V>>;
template <arithmetic a>
using scalar_of = std::conditional_t<a == arithmetic::f64, double, float>;

template <class V>
struct parameters {
  V alpha, beta;
};

// What a card leaves out where the function has no parameters, or no domain.
template <class Op, class = void>
constexpr int parameter_count = 0;
template <class Op>
constexpr int parameter_count<Op, std::void_t<decltype(Op::parameter_count)>> = Op::parameter_count;
template <class Op>
constexpr bool has_parameters = parameter_count<Op> != 0;
template <class Op, class = void>
constexpr bool has_domain = false;
template <class Op>
constexpr bool has_domain<Op, std::void_t<decltype(Op::valid(parameters<float>{}))>> = true;
template <class Op, class = void>
constexpr bool has_output_domain = false;
template <class Op>
constexpr bool has_output_domain<Op, std::void_t<decltype(Op::has_inverse(parameters<float>{}))>> = true;
template <class Op>
constexpr simdact_params defaults_of() {
  if constexpr (has_parameters<Op>) {
    return Op::defaults;
  } else {
    return {0, 0};
  }
}

template <class K>
struct kernel_key;
template <class Op_, direction d, arithmetic a, accuracy t>
struct kernel_key<kernel<Op_, d, a, t>> {
  using Op = Op_;
  using scalar = scalar_of<a>;
};

template <class K, class = void>
constexpr bool exists = false;
template <class K>
constexpr bool exists<K, std::void_t<decltype(K::bound)>> = true;

template <class K, class = void>
constexpr bool takes_parameters = false;
template <class K>
constexpr bool
    takes_parameters<K, std::void_t<decltype(K::eval(std::declval<typename kernel_key<K>::scalar>(),
                                                     std::declval<parameters<typename kernel_key<K>::scalar>>()))>> =
        true;

template <class T, class = void>
constexpr bool puts_subnormals_aside = true;
template <class T>
constexpr bool puts_subnormals_aside<T, std::void_t<decltype(T::subnormals_aside)>> = T::subnormals_aside;

template <class K, class = void>
constexpr bool meets_subnormals = false;
template <class K>
constexpr bool meets_subnormals<K, std::void_t<decltype(K::meets_subnormals)>> = K::meets_subnormals;
template <class K>
constexpr bool puts_aside = (puts_subnormals_aside<K> && puts_subnormals_aside<typename kernel_key<K>::Op>);
template <class K, class = void>
constexpr bool has_tail = false;
template <class K>
constexpr bool has_tail<K, std::void_t<decltype(K::tail)>> = true;

template <class K, class V, class = void>
constexpr bool has_stages = false;
template <class K, class V>
constexpr bool has_stages<K, V, std::void_t<decltype(K::reduce(std::declval<V>()))>> = true;

template <class K, class V, class = void>
constexpr bool has_stages_at = false;
template <class K, class V>
constexpr bool has_stages_at<K, V, std::void_t<typename K::template at<V>>> = true;
template <class K, class V, class = void>
constexpr bool has_default_eval = false;
template <class K, class V>
constexpr bool has_default_eval<K, V, std::void_t<decltype(K::eval(std::declval<V>()))>> = true;

// The slope of a function that is x/2 and a positive multiple of x^2, which decides where x/2 lies midway between two
// subnormal floats.
inline constexpr double half_and_square[] = {0.5 - 0x1p-24, 0.5 + 0x1p-24};

// The one lookup: the tier whose kernel serves the accuracy asked for. That is its own kernel; for relaxed otherwise
// what serves fast; for fast otherwise that of high; for exact otherwise that of high if it is correctly rounded. Away
// from the default parameters only kernels that take parameters serve.
constexpr accuracy no_tier = static_cast<accuracy>(-1);

template <class Op, direction d, arithmetic a, accuracy asked, bool with_parameters = false>
constexpr accuracy serving_tier() {
  using own = kernel<Op, d, a, asked>;
  using high = kernel<Op, d, a, accuracy::high>;
  if constexpr (with_parameters ? takes_parameters<own> : exists<own>) {
    return asked;
  } else if constexpr (asked == accuracy::relaxed) {
    return serving_tier<Op, d, a, accuracy::fast, with_parameters>();
  } else if constexpr (asked == accuracy::fast) {
    return serving_tier<Op, d, a, accuracy::high, with_parameters>();
  } else if constexpr (asked == accuracy::exact && (with_parameters ? takes_parameters<high> : exists<high>)) {
    return high::bound <= 0.5 ? accuracy::high : no_tier;
  } else {
    return no_tier;
  }
}
template <class Op, direction d, arithmetic a, accuracy asked>
constexpr bool is_served = serving_tier<Op, d, a, asked>() != no_tier;

// Kernels of f16 and bf16 are for the default parameters: elsewhere those of f32 serve.
constexpr arithmetic lanes_of(arithmetic a) { return a == arithmetic::f64 ? a : arithmetic::f32; }
template <class Op, direction d, arithmetic a, accuracy asked, bool with_parameters = false,
          arithmetic serving = with_parameters ? lanes_of(a) : a>
using served_by = kernel<Op, d, serving, serving_tier<Op, d, serving, asked, with_parameters>()>;

template <class V>
SIMDACT_INLINE parameters<V> convert_parameters(const simdact_params& p) {
  using T = native::scalar_t<V>;
  return {V(static_cast<T>(p.alpha)), V(static_cast<T>(p.beta))};
}

// Whether the parameters that the op uses are its defaults, bit for bit: a zero of the other sign is another parameter.
template <class Op>
SIMDACT_INLINE bool is_default(const simdact_params& p) {
  constexpr simdact_params defaults = defaults_of<Op>();
  const auto same = [](double a, double b) { return raw::to_bits(a) == raw::to_bits(b); };
  return (parameter_count<Op> < 1 || same(p.alpha, defaults.alpha)) &&
         (parameter_count<Op> < 2 || same(p.beta, defaults.beta));
}

// A kernel's function at the defaults.
template <class K, class V>
SIMDACT_INLINE auto apply(const V& x) {
  if constexpr (has_stages<K, V>) {
    return K::finish(K::evaluate(K::reduce(x)));
  } else if constexpr (has_default_eval<K, V>) {
    return K::eval(x);
  } else {
    return K::eval(x, convert_parameters<V>(kernel_key<K>::Op::defaults));
  }
}

// What a kernel K of float lanes inherits that has stages at some parameters and leaves all others to Others.
template <class K, class Others>
struct at_or {
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    using stages = typename K::template at<V>;
    if (!stages::serves(p)) return Others::eval(x, p);
    const stages k(p);
    return k.finish(k.evaluate(k.reduce(x)));
  }
};

// f(x), or f'(x), to the accuracy asked for, on a vector of the arithmetic's lanes; parameters must be valid.
template <class Op, direction d, arithmetic a, accuracy asked, class V>
SIMDACT_INLINE V apply(const V& x) {
  static_assert(is_served<Op, d, a, asked>, "simdact: this function has no kernel of this accuracy");
  return apply<served_by<Op, d, a, asked>>(x);
}
template <class Op, direction d, arithmetic a, accuracy asked, class V>
SIMDACT_INLINE V apply(const V& x, const simdact_params& p) {
  if constexpr (has_parameters<Op>) {
    static_assert(is_served<Op, d, a, asked>, "simdact: this function has no kernel of this accuracy");
    if (!is_default<Op>(p)) return served_by<Op, d, a, asked, true>::eval(x, convert_parameters<V>(p));
  }
  return apply<Op, d, a, asked>(x);
}

SIMDACT_NAMESPACE_END
