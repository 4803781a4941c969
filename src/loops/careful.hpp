// SPDX-License-Identifier: MIT
// Kernels for CPUs with assists. Such a CPU hands an operation with a subnormal operand or result to microcode, at some
// 150 cycles each, and a kernel has up to twenty of them for a subnormal input. Here arrays are searched for such
// inputs first: where there are none the usual kernel does its work, and elsewhere it is called with other inputs in
// their place, from whose results theirs follow by integers. The bits are those of the usual kernel.
//
// Near 0 a function is constant, as far as numbers of the format tell, or a line, f(x) = slope x. There an input is
// taken whose square is not subnormal either: x times a power of two, by which the result is too large then; for a
// subnormal x, which is m times the least number, m a whole number, a power of two that tells the slope. Of the least
// number the result is so m slope, rounded to a whole number where it is subnormal.
//
//   careful<V>::forward(usual, facts, x, y, n), careful<V>::backward(usual, facts, x, dy, dx, n)
#pragma once

#include "loops/blocks.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// Of a format: the number from which on all are whole, the least normal number, the largest whose square is subnormal
// at most; and `small`, which is nothing beside 1, as its square is beside it. Its fourth power is still normal. A
// result of at least `constant` for a small input is the function's value at 0.
template <class T>
struct subnormals;
template <>
struct subnormals<float> {
  static constexpr float whole = 0x1p23f, normal = 0x1p-126f, square = 0x1p-63f, small = 0x1p-30f, constant = 0x1p-20f;
};
template <>
struct subnormals<double> {
  static constexpr double whole = 0x1p52, normal = 0x1p-1022, square = 0x1p-511, small = 0x1p-200, constant = 0x1p-190;
};

// What is to be known of a kernel. The slope below and above 0, in two parts, is stated where it is no number of the
// format; elsewhere the kernel's results at `small` tell it.
template <class T>
struct careful_facts {
  T small_end;
  bool has_slope;
  T slope[2], low[2];
};

template <class K, class = void>
constexpr bool has_slope = false;
template <class K>
constexpr bool has_slope<K, std::void_t<decltype(K::slope)>> = true;
template <class K, class = void>
constexpr bool scales = true;
template <class K>
constexpr bool scales<K, std::void_t<decltype(K::scales)>> = K::scales;

template <class K>
constexpr auto careful_facts_of() {
  using T = typename kernel_key<K>::scalar;
  using format = subnormals<T>;
  careful_facts<T> facts{scales<K> ? format::square : format::normal, has_slope<K>, {}, {}};
  if constexpr (has_slope<K>) {
    for (int i = 0; i < 2; ++i) {
      facts.slope[i] = static_cast<T>(K::slope[i]);
      facts.low[i] = static_cast<T>(K::slope[i] - facts.slope[i]);
    }
  }
  return facts;
}

// m slope least numbers, rounded once; or m (slope + low), for a slope below 2. Below the least normal number the
// result's bits are the whole number of them that it is, the low bits of the sum with `whole`; from there on those of
// the product with another exponent.
template <class V, class... Low>
SIMDACT_INLINE V on_line(const V& m, const V& slope, const Low&... low) {
  using format = subnormals<native::scalar_t<V>>;
  const V whole(format::whole);
  const auto is_subnormal = native::lt(m * slope, whole);
  const V from = native::select_or_zero(is_subnormal, whole);
  V sum = native::fma(m, slope, from);
  if constexpr (sizeof...(low) > 0) {
    const V shift(format::whole * 3 / 2);
    sum = sum + ((native::fma(m, low..., native::fms(m, slope, sum - from)) + shift) - shift);
  }
  const V exponent = native::select(is_subnormal, whole, V(format::whole / 2));
  return native::from_bits<V>(native::to_bits(sum) - native::to_bits(exponent));
}

template <class V>
SIMDACT_INLINE auto is_subnormal(const V& x) {
  return native::lt(native::abs(x), V(subnormals<native::scalar_t<V>>::normal));
}
// |x| for a subnormal x, in least numbers.
template <class V>
SIMDACT_INLINE V multiple_of_least(const V& x) {
  const V whole(subnormals<native::scalar_t<V>>::whole);
  return native::from_bits<V>(native::to_bits(native::abs(x)) | native::to_bits(whole)) - whole;
}

template <class V>
class careful {
 public:
  using T = native::scalar_t<V>;
  using facts = careful_facts<T>;

  static void forward(simdact_forward_fn usual, const facts& k, const void* x, void* y, std::size_t n) {
    const auto harmless = [&](std::size_t i, std::size_t count) {
      usual(nullptr, element<Storage>(x, i), element<Storage>(y, i), count);
    };
    const auto harmful = [&](std::size_t i, std::size_t count) {
      buffer<V> inputs, results;
      const char* const from = element<Storage>(x, i);
      replace(k, from, count, inputs);
      usual(nullptr, inputs.values, results.values, count);
      for_each_vector_of<V>(count, [&](std::size_t j, std::size_t end) SIMDACT_INLINE_LAMBDA {
        const V result = restored(k, load_part<Storage, V>(from, j, end), results.load(j, end));
        store_part<Storage>(element<Storage>(y, i), j, end, result);
      });
    };
    for_each_run(k, static_cast<const char*>(x), n, harmless, harmful);
  }

  // The kernel multiplies by ones there, and dy is multiplied here.
  static void backward(simdact_backward_fn usual, const facts& k, const void* x, const void* dy, void* dx,
                       std::size_t n) {
    const auto harmless = [&](std::size_t i, std::size_t count) {
      usual(nullptr, element<Storage>(x, i), element<Storage>(dy, i), element<Storage>(dx, i), count);
    };
    const auto harmful = [&](std::size_t i, std::size_t count) {
      buffer<V> inputs, ones, results;
      const char* const from = element<Storage>(x, i);
      replace(k, from, count, inputs);
      for (std::size_t j = 0; j < block_size; ++j) ones.values[j] = 1;
      usual(nullptr, inputs.values, ones.values, results.values, count);
      for_each_vector_of<V>(count, [&](std::size_t j, std::size_t end) SIMDACT_INLINE_LAMBDA {
        const V slope = restored(k, load_part<Storage, V>(from, j, end), results.load(j, end));
        const V d = load_part<Storage, V>(element<Storage>(dy, i), j, end);
        store_part<Storage>(element<Storage>(dx, i), j, end, product(d, slope));
      });
    };
    for_each_run(k, static_cast<const char*>(x), n, harmless, harmful);
  }

 private:
  using Storage = scalar_storage<V>;
  // Where there are so many elements to search that the usual kernel's own beginning and end do not count, they are
  // still in the nearest cache when it comes to them.
  static constexpr std::size_t longest_run = 8 * block_size;

  // harmless(i, n) for runs of blocks without small inputs, harmful(i, n) for blocks with such.
  template <class F, class G>
  static SIMDACT_INLINE void for_each_run(const facts& k, const char* x, std::size_t n, const F& harmless,
                                          const G& harmful) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < n;) {
      const std::size_t count = n - i < block_size ? n - i : block_size;
      const bool small = has_small(k, element<Storage>(x, i), count);
      if (begin < i && (small || i - begin == longest_run)) {
        harmless(begin, i - begin);
        begin = i;
      }
      if (small) {
        harmful(i, count);
        begin = i + count;
      }
      i += count;
    }
    if (begin < n) harmless(begin, n - begin);
  }

  // The least magnitude first, which leaves zeros to tell apart. The first operand of a minimum may be NaN.
  static SIMDACT_INLINE bool has_small(const facts& k, const char* x, std::size_t n) {
    const auto at = [x](std::size_t i)
                        SIMDACT_INLINE_LAMBDA { return native::abs(Storage::template load<V>(x + i * Storage::size)); };
    V a(k.small_end), b = a, c = a, d = a;
    std::size_t i = 0;
    for (; n - i >= 4 * lanes<V>; i += 4 * lanes<V>) {
      a = native::min(at(i), a);
      b = native::min(at(i + lanes<V>), b);
      c = native::min(at(i + 2 * lanes<V>), c);
      d = native::min(at(i + 3 * lanes<V>), d);
    }
    const V least = native::min(native::min(a, b), native::min(c, d));
    return (i < n || native::any(native::lt(least, V(k.small_end)))) && is_any_small(k, x, n);
  }
  static __attribute__((noinline)) bool is_any_small(const facts& k, const char* x, std::size_t n) {
    V count(0);
    for_each_vector_of<V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      count = count + native::select_or_zero(is_small(k, load_part<Storage, V>(x, i, end)), V(T(1)));
    });
    return native::any(native::lt(V(T(0)), count));
  }

  static SIMDACT_INLINE auto is_small(const facts& k, const V& x) {
    const V u = native::abs(x);
    return native::mask_and(native::lt(V(T(0)), u), native::lt(u, V(k.small_end)));
  }

  static constexpr auto exponent_bits = sizeof(T) == 4 ? static_cast<native::bits_of<T>>(0x7f800000u)
                                                       : static_cast<native::bits_of<T>>(0x7ff0000000000000u);

  // What takes the place of x: its mantissa, or 1 if it is subnormal, times `small`.
  static SIMDACT_INLINE V enlarged(const V& x) {
    const V power(subnormals<T>::small);
    const V mantissa = native::from_bits<V>(native::to_bits(x) & ~native::bits_t<V>(exponent_bits));
    const V others = native::from_bits<V>(native::to_bits(mantissa) | native::to_bits(power));
    return native::select(is_subnormal(x), native::with_sign(power, x), others);
  }
  static SIMDACT_INLINE void replace(const facts& k, const char* x, std::size_t n, buffer<V>& to) {
    for_each_vector_of<V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const V v = load_part<Storage, V>(x, i, end);
      to.store(i, end, native::select(is_small(k, v), enlarged(v), v));
    });
  }

  // The result at x from y, that at what replaced it.
  static SIMDACT_INLINE V restored(const facts& k, const V& x, const V& y) {
    using format = subnormals<T>;
    const V u = native::abs(y);
    const auto on_some_line = native::mask_and(native::lt(V(T(0)), u), native::lt(u, V(format::constant)));
    const auto changed = native::mask_and(is_small(k, x), on_some_line);
    if (!native::any(changed)) return y;
    // The result in least numbers: m slope, or |y| with an exponent that x had more than the least normal number.
    const auto is_multiple = is_subnormal(x);
    const native::bits_t<V> rise = native::to_bits(V(format::whole / format::small)) - native::to_bits(V(T(1))) -
                                   native::to_bits(V(format::normal)) +
                                   (native::to_bits(x) & native::bits_t<V>(exponent_bits));
    const V units = native::from_bits<V>(native::to_bits(u) + rise);
    const V m = native::select_or_zero(changed, native::select(is_multiple, multiple_of_least(x), units));
    V line;
    if (k.has_slope) {
      const auto is_negative = native::lt(x, V(T(0)));
      const V slope = native::select(is_negative, V(k.slope[0]), V(k.slope[1]));
      const V low = native::select_or_zero(is_multiple, native::select(is_negative, V(k.low[0]), V(k.low[1])));
      line = on_line(m, native::select(is_multiple, slope, V(T(1))), low);
    } else {
      const V slope = native::select_or_zero(changed, u) * V(1 / format::small);
      line = on_line(m, native::select(is_multiple, slope, V(T(1))));
    }
    return native::select(changed, native::with_sign(line, y), y);
  }

  // dy v. Lanes whose v is so large that the product is usual, and those with dy of extreme sizes, are multiplied as
  // ever. A normal |v| in least numbers is itself with another exponent: the least normal number is `whole` of them.
  static SIMDACT_INLINE V product(const V& dy, const V& v) {
    using format = subnormals<T>;
    const V u = native::abs(dy), w = native::abs(v);
    const auto is_usual = native::mask_and(native::lt(V(format::small), u), native::lt(u, V(1 / format::small)));
    const auto is_small = native::mask_and(native::lt(V(T(0)), w), native::lt(w, V(format::normal / format::small)));
    const auto is_tiny = native::mask_and(is_small, is_usual);
    const V usual = dy * native::select(is_tiny, V(T(1)), v);
    if (!native::any(is_tiny)) return usual;
    const native::bits_t<V> rise = native::to_bits(V(format::whole)) - native::to_bits(V(format::normal));
    const V units = native::from_bits<V>(native::to_bits(w) + rise);
    const V m = native::select_or_zero(is_tiny, native::select(is_subnormal(v), multiple_of_least(v), units));
    const V sign = native::from_bits<V>(native::to_bits(dy) ^ native::to_bits(v));
    const V line = on_line(m, native::select_or_zero(is_tiny, u));
    return native::select(is_tiny, native::with_sign(line, sign), usual);
  }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
