// SPDX-License-Identifier: MIT
// Kernels for CPUs with assists. Such a CPU hands an operation with a subnormal operand or result to microcode
// (bench/assist_counter.hpp), and a kernel has up to twenty of them for a subnormal input. Here a sample of an array is
// looked at, and where that has such inputs, or has had some lately, the array is searched: where there are none the
// usual kernel does its work, and elsewhere it is called with other inputs in their place, from whose results theirs
// follow by integers. The bits are those of the usual kernel.
//
// Near 0 a function is constant, as far as numbers of the format tell, or a line, f(x) = slope x. A small input is
// replaced by one whose square is not subnormal either. A normal x is multiplied by a power of two, by which the result
// is then too large. A subnormal x, m times the least number, is replaced by a fixed power of two, whose result tells
// the slope: f(x) is m slope times the least number, with m slope rounded to a whole number where that is subnormal.
//
// A normal input may have a subnormal result, far from 0, in the tail of e^x and its like. Where a block has an input
// beyond the kernel's `tail`, the same kernel does its work, compiled once more (src/isa/tails.cpp) so that it needs no
// assistance there: most kernels have a product with a power of two for their last step, which rounds once, and it is
// that which is computed otherwise, by sums and integers (core/lowered.hpp). It serves all inputs, but is slower. Some
// kernels are compiled so for their subnormal inputs' sake, and then these need not be replaced.
//
//   careful<V, with_tail>::forward(usual, tails, facts, left, x, y, n)
//   careful<V, with_tail>::backward(usual, tails, facts, left, x, dy, dx, n)
// tails is that kernel, or null, and left the usual kernel's suspicion.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <limits>

#include "loops/blocks.hpp"
#include "loops/subnormals.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// What is to be known of a kernel. The slope below and above 0, in two parts, is stated where it is no number of the
// format; elsewhere the kernel's results at `small` tell it.
template <class T>
struct careful_facts {
  T small_end, tail;
  bool has_tail, meets_small, has_slope;
  T slope[2], low[2];
};

template <class K, class = void>
constexpr bool has_slope = false;
template <class K>
constexpr bool has_slope<K, std::void_t<decltype(K::slope)>> = true;
template <class K, class = void>
constexpr double slope_low[2] = {};
template <class K>
constexpr double slope_low<K, std::void_t<decltype(K::slope_low)>>[2] = {K::slope_low[0], K::slope_low[1]};
template <class K, class = void>
constexpr bool scales = true;
template <class K>
constexpr bool scales<K, std::void_t<decltype(K::scales)>> = K::scales;

template <class K>
constexpr auto careful_facts_of() {
  using T = typename kernel_key<K>::scalar;
  using format = core::subnormals<T>;
  careful_facts<T> facts{
      scales<K> ? format::square : format::normal, 0, has_tail<K>, meets_subnormals<K>, has_slope<K>, {}, {}};
  if constexpr (!puts_aside<K>) facts.small_end = 0;
  if constexpr (has_tail<K>) facts.tail = static_cast<T>(K::tail);
  if constexpr (has_slope<K>) {
    for (int i = 0; i < 2; ++i) {
      facts.slope[i] = static_cast<T>(K::slope[i]);
      facts.low[i] = static_cast<T>(K::slope[i] - facts.slope[i] + slope_low<K>[i]);
    }
  }
  return facts;
}

// How many of a kernel's next runs are searched throughout. Threads may overlook each other's changes.
using suspicion = std::atomic<std::uint32_t>;

template <class V, bool with_tail>
class careful {
 public:
  using T = native::scalar_t<V>;
  using facts = careful_facts<T>;

  static void forward(simdact_forward_fn usual, simdact_forward_fn tails, const facts& k, suspicion& left,
                      const void* x, void* y, std::size_t n) {
    const simdact_forward_fn any = tails != nullptr ? tails : usual;
    const auto harmless = [&](kind of, std::size_t i, std::size_t count) {
      (of == kind::tail ? any : usual)(nullptr, element<Storage>(x, i), element<Storage>(y, i), count);
    };
    const auto harmful = [&](std::size_t i, std::size_t count) {
      buffer<V> values;
      const char* const from = element<Storage>(x, i);
      replace(k, from, count, values);
      any(nullptr, values.values, values.values, count);
      for_each_vector_of<V>(count, [&](std::size_t j, std::size_t end) SIMDACT_INLINE_LAMBDA {
        const V result = restored(k, load_part<Storage, V>(from, j, end), values.load(j, end));
        store_part<Storage>(element<Storage>(y, i), j, end, result);
      });
    };
    for_each_run(k, left, static_cast<const char*>(x), n, harmless, harmful);
  }

  // The kernel multiplies by ones there, and dy is multiplied here.
  static void backward(simdact_backward_fn usual, simdact_backward_fn tails, const facts& k, suspicion& left,
                       const void* x, const void* dy, void* dx, std::size_t n) {
    const simdact_backward_fn any = tails != nullptr ? tails : usual;
    const auto harmless = [&](kind of, std::size_t i, std::size_t count) {
      (of == kind::tail ? any : usual)(nullptr, element<Storage>(x, i), element<Storage>(dy, i),
                                       element<Storage>(dx, i), count);
    };
    const auto harmful = [&](std::size_t i, std::size_t count) {
      buffer<V> inputs, slopes;
      const char* const from = element<Storage>(x, i);
      replace(k, from, count, inputs);
      for (std::size_t j = 0; j < block_size; ++j) slopes.values[j] = 1;
      any(nullptr, inputs.values, slopes.values, slopes.values, count);
      for_each_vector_of<V>(count, [&](std::size_t j, std::size_t end) SIMDACT_INLINE_LAMBDA {
        const V slope = restored(k, load_part<Storage, V>(from, j, end), slopes.load(j, end));
        const V d = load_part<Storage, V>(element<Storage>(dy, i), j, end);
        store_part<Storage>(element<Storage>(dx, i), j, end, careful_product(d, slope));
      });
    };
    for_each_run(k, left, static_cast<const char*>(x), n, harmless, harmful);
  }

 private:
  using Storage = scalar_storage<V>;
  // Where there are so many elements to search that the usual kernel's own beginning and end do not count, they are
  // still in the nearest cache when it comes to them.
  static constexpr std::size_t longest_run = 8 * block_size;
  // How many runs are searched after one with such inputs.
  static constexpr std::uint32_t often = 64;

  // What a block has: nothing special, inputs in the tail and no others, some in the tail, or small ones, which count
  // before the tail.
  enum class kind { usual, tail, mixed, small };

  // harmless(kind, i, n) for runs of blocks without small inputs, harmful(i, n) for blocks with such. Of a run a sample
  // is looked at. Where that has inputs of either kind, and for a while after such a run, the run is searched: as a
  // whole first, which is faster, and by blocks only where it may have some.
  template <class F, class G>
  static SIMDACT_INLINE void for_each_run(const facts& k, suspicion& left, const char* x, std::size_t n,
                                          const F& harmless, const G& harmful) {
    for (std::size_t i = 0; i < n;) {
      std::size_t count = n - i < longest_run ? n - i : longest_run;
      const char* const from = element<Storage>(x, i);
      const std::uint32_t before = left.load(std::memory_order_relaxed);
      const kind sample = kind_of_sample(k, from, count);
      if (sample == kind::tail) {
        harmless(kind::tail, i, count);
        left.store(often, std::memory_order_relaxed);
      } else if (sample == kind::usual && before == 0) {
        harmless(kind::usual, i, count);
      } else {
        if (count > block_size) count -= count % block_size;
        bool is_all_usual = sample == kind::usual && count > block_size && is_usual(k, from, count);
        if (is_all_usual) {
          harmless(kind::usual, i, count);
        } else {
          is_all_usual = for_each_run_of_blocks(k, x, i, i + count, harmless, harmful);
        }
        left.store(is_all_usual ? before - (before > 0) : often, std::memory_order_relaxed);
      }
      i += count;
    }
  }
  // The same for one run, searched by blocks. Returns whether it had none.
  template <class F, class G>
  static SIMDACT_INLINE bool for_each_run_of_blocks(const facts& k, const char* x, std::size_t i, std::size_t n,
                                                    const F& harmless, const G& harmful) {
    std::size_t begin = i;
    kind run = kind::usual;
    bool is_all_usual = true;
    while (i < n) {
      const std::size_t count = n - i < block_size ? n - i : block_size;
      const kind block = kind_of(k, element<Storage>(x, i), count);
      if (begin < i && block != run) {
        harmless(run, begin, i - begin);
        begin = i;
      }
      run = block;
      is_all_usual = is_all_usual && block == kind::usual;
      if (block == kind::small) {
        harmful(i, count);
        begin = i + count;
      } else if (block == kind::mixed) {
        for_each_part(k, x, i, i + count, harmless);
        begin = i + count;
      }
      i += count;
    }
    if (begin < n) harmless(run, begin, n - begin);
    return is_all_usual;
  }

  // A few vectors of a block at a time: where the tail is at hand and only a few inputs are in it, the usual kernel has
  // the others.
  static constexpr std::size_t part = 4 * lanes<V>;
  template <class F>
  static SIMDACT_INLINE void for_each_part(const facts& k, const char* x, std::size_t i, std::size_t end, const F& f) {
    std::size_t begin = i;
    kind run = kind::usual;
    for (; i < end; i += part) {
      const std::size_t count = end - i < part ? end - i : part;
      const kind of = has_tail_in(k, element<Storage>(x, i), count) ? kind::tail : kind::usual;
      if (begin < i && of != run) {
        f(run, begin, i - begin);
        begin = i;
      }
      run = of;
    }
    f(run, begin, end - begin);
  }

  // Of a part in nine, or the only one: tail if all of it is in the tail, mixed if there are other inputs of either
  // kind. With which part the sample begins depends on the data and their place, so that another call or run has
  // another one.
  static SIMDACT_INLINE kind kind_of_sample(const facts& k, const char* x, std::size_t n) {
    constexpr std::size_t step = 9;
    if (n < part) return is_any(k, kind::mixed, x, n) ? kind::mixed : kind::usual;
    const std::size_t parts = n / part, begin = draw(x, n, parts < step ? parts : step) * part;
    const char* const from = element<Storage>(x, begin);
    const extremes e = extremes_of(k, from, n - begin, step * part);
    if (with_tail && native::any(native::lt(V(k.tail), e.most))) {
      return native::any(native::lt(e.least, V(k.tail))) ? kind::mixed : kind::tail;
    }
    if (!native::any(native::lt(e.least, V(k.small_end)))) return kind::usual;
    for (std::size_t i = 0; i + part <= n - begin; i += step * part) {
      if (is_any(k, kind::small, element<Storage>(from, i), part)) return kind::mixed;
    }
    return kind::usual;
  }
  // One of `count` numbers from 0 on: the upper bits of a product with an odd number, which all bits of a sum reach.
  static SIMDACT_INLINE std::size_t draw(const char* x, std::size_t n, std::size_t count) {
    const auto low_bits = [x](std::size_t i) SIMDACT_INLINE_LAMBDA {
      std::uint32_t bits;
      std::memcpy(&bits, element<Storage>(x, i), sizeof bits);
      return bits;
    };
    const auto place = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(x) / 64);
    const std::uint32_t mixed = (low_bits(0) + low_bits(n / 2) + place) * 0x9e3779b1u;
    return static_cast<std::size_t>(std::uint64_t{mixed} * count >> 32);
  }

  static SIMDACT_INLINE bool has_tail_in(const facts& k, const char* x, std::size_t n) {
    if (n < part) return is_any(k, kind::tail, x, n);
    V most(k.tail);
    for (std::size_t i = 0; i < 4; ++i) {
      most = native::max_abs(most, Storage::template load<V>(x + i * lanes<V> * Storage::size));
    }
    return native::any(native::lt(V(k.tail), most));
  }

  // Lane by lane the least magnitude of the whole parts of n elements, or of every few of them, and, with a tail, the
  // largest, if beyond it.
  struct extremes {
    V least, most;
  };
  static SIMDACT_INLINE extremes extremes_of(const facts& k, const char* x, std::size_t n, std::size_t step = part) {
    const auto at = [x](std::size_t i)
                        SIMDACT_INLINE_LAMBDA { return Storage::template load<V>(x + i * Storage::size); };
    V a(std::numeric_limits<T>::infinity()), b = a, c = a, d = a, e(k.tail), f = e, g = e, h = e;
    for (std::size_t i = 0; i + part <= n; i += step) {
      const V u = at(i), v = at(i + lanes<V>), w = at(i + 2 * lanes<V>), z = at(i + 3 * lanes<V>);
      a = native::min_abs(a, u);
      b = native::min_abs(b, v);
      c = native::min_abs(c, w);
      d = native::min_abs(d, z);
      if constexpr (with_tail) {
        e = native::max_abs(e, u);
        f = native::max_abs(f, v);
        g = native::max_abs(g, w);
        h = native::max_abs(h, z);
      }
    }
    return {native::min(native::min(a, b), native::min(c, d)), native::max(native::max(e, f), native::max(g, h))};
  }
  // Whether no element, nor a zero, is small or in the tail.
  static SIMDACT_INLINE bool is_usual(const facts& k, const char* x, std::size_t n) {
    const extremes e = extremes_of(k, x, n);
    return !native::any(native::lt(e.least, V(k.small_end))) && !native::any(native::lt(V(k.tail), e.most));
  }

  // The extremes leave zeros to tell apart, and the elements behind whole parts.
  static SIMDACT_INLINE kind kind_of(const facts& k, const char* x, std::size_t n) {
    const std::size_t whole = n - n % part;
    const extremes e = extremes_of(k, x, n);
    if ((whole < n || native::any(native::lt(e.least, V(k.small_end)))) && is_any(k, kind::small, x, n)) {
      return k.meets_small ? kind::tail : kind::small;
    }
    if constexpr (with_tail) {
      if (native::any(native::lt(V(k.tail), e.most)) || (whole < n && is_any(k, kind::tail, x, n))) {
        return whole < n || native::any(native::lt(e.least, V(k.tail))) ? kind::mixed : kind::tail;
      }
    }
    return kind::usual;
  }
  // Whether an element is small or, of the other kinds, in the tail; mixed stands for either.
  static __attribute__((noinline)) bool is_any(const facts& k, kind of, const char* x, std::size_t n) {
    const V one(T(1)), small_end(of == kind::tail ? T(0) : k.small_end);
    const V tail(of == kind::small ? std::numeric_limits<T>::infinity() : k.tail);
    for (std::size_t i = 0; i < n; i += part) {
      V found(T(0));
      for_each_vector_of<V>(n - i < part ? n - i : part, [&](std::size_t j, std::size_t end) SIMDACT_INLINE_LAMBDA {
        const V v = load_part<Storage, V>(element<Storage>(x, i), j, end);
        found = found + native::select_or_zero(is_nonzero_below(small_end, v), one);
        if constexpr (with_tail) found = found + native::select_or_zero(native::lt(tail, native::abs(v)), one);
      });
      if (native::any(native::lt(V(T(0)), found))) return true;
    }
    return false;
  }

  static SIMDACT_INLINE auto is_nonzero_below(const V& end, const V& x) {
    const V u = native::abs(x);
    return native::mask_and(native::lt(V(T(0)), u), native::lt(u, end));
  }
  static SIMDACT_INLINE auto is_small(const facts& k, const V& x) { return is_nonzero_below(V(k.small_end), x); }
  // Of such vectors less is to be done.
  static SIMDACT_INLINE bool are_subnormal(const V& x) {
    return native::all(is_nonzero_below(V(core::subnormals<T>::normal), x));
  }

  static constexpr auto exponent_bits = sizeof(T) == 4 ? static_cast<native::bits_of<T>>(0x7f800000u)
                                                       : static_cast<native::bits_of<T>>(0x7ff0000000000000u);

  // What takes the place of x: its mantissa, or 1 if it is subnormal, times `small`.
  static SIMDACT_INLINE V enlarged(const V& x) {
    const V power(core::subnormals<T>::small);
    const V mantissa = native::from_bits<V>(native::to_bits(x) & ~native::bits_t<V>(exponent_bits));
    const V others = native::from_bits<V>(native::to_bits(mantissa) | native::to_bits(power));
    return native::select(is_subnormal(x), native::with_sign(power, x), others);
  }
  static SIMDACT_INLINE void replace(const facts& k, const char* x, std::size_t n, buffer<V>& to) {
    for_each_vector_of<V>(n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
      const V v = load_part<Storage, V>(x, i, end);
      if (are_subnormal(v)) {
        to.store(i, end, native::with_sign(V(core::subnormals<T>::small), v));
      } else {
        to.store(i, end, native::select(is_small(k, v), enlarged(v), v));
      }
    });
  }

  // The result at x from y, that at what replaced it.
  static SIMDACT_INLINE V restored(const facts& k, const V& x, const V& y) {
    using format = core::subnormals<T>;
    const V u = native::abs(y);
    const auto on_some_line = is_nonzero_below(V(format::constant), y);
    const auto on_this_side = [&x](const T(&two)[2]) SIMDACT_INLINE_LAMBDA {
      return native::select(native::lt(x, V(T(0))), V(two[0]), V(two[1]));
    };
    if (are_subnormal(x)) {
      if (!native::any(on_some_line)) return y;
      const V m = multiple_of_least(x);
      const V line =
          k.has_slope ? on_line(m, on_this_side(k.slope), on_this_side(k.low)) : on_line(m, u * V(1 / format::small));
      return native::select(on_some_line, native::with_sign(line, y), y);
    }
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
      const V low = native::select_or_zero(is_multiple, on_this_side(k.low));
      line = on_line(m, native::select(is_multiple, on_this_side(k.slope), V(T(1))), low);
    } else {
      const V slope = native::select_or_zero(changed, u) * V(1 / format::small);
      line = on_line(m, native::select(is_multiple, slope, V(T(1))));
    }
    return native::select(changed, native::with_sign(line, y), y);
  }
};

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
