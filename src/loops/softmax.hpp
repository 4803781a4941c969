// SPDX-License-Identifier: MIT
// softmax and log_softmax of a row: the maximum of its logits, then the sum of their exponentials, then the results.
// Between the last two the exponentials are kept: in the output where the storage type has their own bits, and
// elsewhere on the stack, but for those of very long rows, which are computed twice. So an output may be the input.
#pragma once

#include "loops/softmax_logits.hpp"
#include "loops/softmax_method.hpp"
#include "tables.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace loops {
namespace {

// With count = 0 of any length; otherwise of at most so many vectors.
template <class Storage, class V, accuracy asked, bool logarithm, std::size_t count, class Source>
struct softmax_row {
  using method_type = softmax_method<Storage, V, asked, logarithm>;
  using T = native::scalar_t<V>;
  static constexpr bool keeps_in_output = !logarithm && Storage::size == sizeof(T);
  // After which a sum is drained.
  static constexpr std::size_t packs_of_a_sum = method_type::sum_type::packs;
  // How many exponentials are kept on the stack: those of whole sums.
  static constexpr std::size_t most_kept = keeps_in_output || logarithm ? 0 : 4096;
  static_assert(most_kept % (packs_of_a_sum * pack_size) == 0, "the sums are the same without them");
  // Seldom used and large: one copy of the code serves whole vectors and the last.
  static constexpr bool compact = Source::is_rare;

  Source source;
  char* y;
  std::size_t n;

  SIMDACT_INLINE void fill(double value) const {
    for (std::size_t i = 0; i < n; i += lanes<V>) store_part<Storage>(y, i, n, V(static_cast<T>(value)));
  }

  SIMDACT_INLINE bool has_nan() const {
    for (std::size_t i = 0; i < n; i += lanes<V>) {
      if (native::any(native::is_nan(source.head(source.at(i, n))))) return true;
    }
    return false;
  }

  // Adds the exponentials of elements i to end, and calls keep(i, end, e) for each vector of them.
  template <class F>
  SIMDACT_INLINE void add_pack(method_type& method, std::size_t i, std::size_t end, const F& keep) const {
    for_each_vector<V>([&](auto u) SIMDACT_INLINE_LAMBDA {
      const auto e = method.terms(source.at(i + u * lanes<V>, end));
      keep(i + u * lanes<V>, end, e);
      method.sums[u].add(e);
    });
  }
  template <class F>
  SIMDACT_INLINE void add(method_type& method, std::size_t i, std::size_t end, const F& keep) const {
    // A branch in the inner loop would keep the sums in memory.
    constexpr std::size_t block = packs_of_a_sum * pack_size;
    if constexpr (!compact) {
      while (end - i >= block) {
        for (const std::size_t next = i + block; i < next; i += pack_size) add_pack(method, i, i + pack_size, keep);
        method.drain();
      }
      for (; end - i >= pack_size; i += pack_size) add_pack(method, i, i + pack_size, keep);
      if (i < end) add_pack(method, i, end, keep);
    } else {
      while (i < end) {
        const std::size_t next = end - i < block ? end : i + block;
        for (; i < next; i += pack_size) add_pack(method, i, end, keep);
        method.drain();
      }
    }
  }

  // Writes f(i, end) for each vector of elements i to end.
  template <class F>
  SIMDACT_INLINE void write(std::size_t i, std::size_t end, const F& f) const {
    if constexpr (compact) {
      for (; i < end; i += lanes<V>) store_part<Storage>(y, i, end, f(i, end));
      return;
    }
    for (; end - i >= lanes<V>; i += lanes<V>) Storage::store(element<Storage>(y, i), f(i, i + lanes<V>));
    if (i < end) Storage::store_first(element<Storage>(y, i), f(i, end), end - i);
  }

  using extent_type = row_extent<typename Source::T>;
  SIMDACT_INLINE extent_type extent() const { return source.template extent<count>(n); }

  // Calls meanwhile() between the sum and the results, which wait for it. Returns whether it was called.
  template <class F>
  SIMDACT_INLINE bool run(const extent_type& extent, bool empty_is_zero, const F& meanwhile) {
    const auto maximum = source.corrected(extent.maximum, n);
    if (empty_is_zero && maximum == -static_cast<typename Source::T>(infinity) && !has_nan()) {
      fill(0);
      return false;
    }
    method_type method(source.rest_of(maximum));
    source.refer_to(maximum, method.anchor, n);
    if (n == 1) {
      // t - t is 0, or NaN where there is no other result.
      const V d = source.head(source.at(0, 1));
      store_part<Storage>(y, 0, 1, (d - d) + V(native::scalar_t<V>(logarithm ? 0 : 1)));
      return false;
    }
    if constexpr (count > 0) {
      run_in_registers(method, meanwhile, std::make_index_sequence<count>{});
    } else {
      run_in_memory(method, extent.end, meanwhile);
    }
    return true;
  }

 private:
  // The row as `count` vectors.
  template <class F, std::size_t... u>
  SIMDACT_INLINE void run_in_registers(method_type& method, const F& meanwhile, std::index_sequence<u...>) const {
    using logits_type = decltype(source.at(0, n));
    const logits_type d[] = {source.at(u * lanes<V>, n)...};
    const decltype(method.terms(d[0])) e[] = {method.terms(d[u])...};
    constexpr std::size_t pack = vectors_in_pack<V>;
    ((u < pack ? method.sums[u].begin(e[u]) : method.sums[u % pack].add(e[u])), ...);
    const auto put = [&](std::size_t i, const V& x) SIMDACT_INLINE_LAMBDA { store_part<Storage>(y, i, n, x); };
    const auto total = method.template total_of_few<count>();
    meanwhile();
    if constexpr (logarithm) {
      const auto log = method.log(total);
      const auto logit = [&](std::size_t k) SIMDACT_INLINE_LAMBDA {
        if constexpr (std::is_same_v<logits_type, decltype(source.logit(0, n))>) {
          return d[k];
        } else {
          return source.logit(k * lanes<V>, n);
        }
      };
      (put(u * lanes<V>, row::softmax_log_share(logit(u), log)), ...);
    } else {
      const typename method_type::inverse inverse(total);
      (put(u * lanes<V>, softmax_share(method.value(e[u]), inverse)), ...);
    }
  }

  template <class F>
  SIMDACT_INLINE void run_in_memory(method_type& method, std::size_t last, const F& meanwhile) const {
    using Kept = scalar_storage<V>;
    alignas(64) [[maybe_unused]] T aside[most_kept > 0 ? most_kept : 1];
    char* const kept = keeps_in_output ? y : reinterpret_cast<char*>(aside);
    const std::size_t kept_end = keeps_in_output || last < most_kept ? last : most_kept;
    add(method, 0, kept_end, [&](std::size_t i, std::size_t end, const auto& e) SIMDACT_INLINE_LAMBDA {
      if constexpr (!logarithm) store_part<Kept>(kept, i, end, method.value(e));
    });
    if constexpr (!keeps_in_output) add(method, kept_end, last, [](auto...) SIMDACT_INLINE_LAMBDA {});
    const auto total = method.total();
    meanwhile();
    if constexpr (logarithm) {
      const auto log = method.log(total);
      write(0, n, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
        return row::softmax_log_share(source.logit(i, end), log);
      });
    } else {
      const typename method_type::inverse inverse(total);
      write(0, kept_end, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
        return softmax_share(load_part<Kept, V>(kept, i, end), inverse);
      });
      if constexpr (!keeps_in_output) {
        write(kept_end, last, [&](std::size_t i, std::size_t end) SIMDACT_INLINE_LAMBDA {
          return softmax_share(method.value(method.terms(source.at(i, end))), inverse);
        });
      }
      // 0, or NaN where all of the row is.
      write(last, n, [&](std::size_t, std::size_t) SIMDACT_INLINE_LAMBDA { return softmax_share(V(T(0)), inverse); });
    }
  }
};

// Rows at distances in bytes.
struct row_steps {
  std::size_t x, mask, y;
};
// The source of the row that many steps on.
template <class Source>
SIMDACT_INLINE Source source_at(Source source, const row_steps& steps, std::size_t r) {
  source.x += r * steps.x;
  source.mask += r * steps.mask;
  return source;
}

// Computes rows from the first on until the source refuses one; returns how many. A row's results wait for its sum, and
// its exponentials for its maximum: the maximum of the next row is found between them.
template <class Storage, class V, accuracy asked, bool logarithm, std::size_t count = 0, class Source>
__attribute__((noinline)) std::size_t softmax_of_rows(const Source& source, bool empty_is_zero, const row_steps& steps,
                                                      char* y, std::size_t rows, std::size_t cols) {
  const auto row_at = [&](std::size_t r) SIMDACT_INLINE_LAMBDA {
    return softmax_row<Storage, V, asked, logarithm, count, Source>{source_at(source, steps, r), y + r * steps.y, cols};
  };
  row_extent<typename Source::T> extent{}, next{};
  bool is_known = false;
  for (std::size_t r = 0; r < rows; ++r) {
    auto row = row_at(r);
    extent = is_known ? next : row.extent();
    if (!source.accepts(extent.maximum)) return r;
    const bool ran = row.run(extent, empty_is_zero, [&]() SIMDACT_INLINE_LAMBDA {
      if (!Source::is_rare && r + 1 < rows) next = row_at(r + 1).extent();
    });
    is_known = ran && !Source::is_rare;
  }
  return rows;
}

// Vectors for rows of half as many elements: of 256 bits where those of 512 cost more than one of these.
template <class V>
struct half_width {
  using type = V;
};
#if defined(__AVX512F__)
template <class A>
struct half_width<xsimd::batch<float, A>> {
  using arch = std::conditional_t<std::is_base_of_v<xsimd::avx512f, A>, xsimd::fma3<xsimd::avx2>, A>;
  using type = xsimd::batch<float, arch>;
};
#endif

template <class Storage, class V, accuracy asked, bool logarithm, class Source>
SIMDACT_INLINE std::size_t softmax_of_any_rows(const Source& source, bool empty_is_zero, const row_steps& steps,
                                               char* y, std::size_t rows, std::size_t cols) {
  const auto run = [&](auto count) SIMDACT_INLINE_LAMBDA {
    return softmax_of_rows<Storage, V, asked, logarithm, decltype(count)::value>(source, empty_is_zero, steps, y, rows,
                                                                                 cols);
  };
  if constexpr (lanes<V> != 1 && Source::most_registers > 0) {
    using W = typename half_width<V>::type;
    if (lanes<W> < lanes<V> && cols <= lanes<W>) {
      return softmax_of_rows<Storage, W, asked, logarithm, 1>(source.template in_vectors<W>(), empty_is_zero, steps, y,
                                                              rows, cols);
    }
    if (cols <= lanes<V>) return run(std::integral_constant<std::size_t, 1>{});
    if constexpr (Source::most_registers >= 4) {
      if (cols <= 2 * lanes<V>) return run(std::integral_constant<std::size_t, 2>{});
      if (cols <= 4 * lanes<V>) return run(std::integral_constant<std::size_t, 4>{});
    }
  }
  return run(std::integral_constant<std::size_t, 0>{});
}

template <class Storage, accuracy asked, bool logarithm, class V>
void softmax_rows(const simdact_softmax_params& p, detail::matrix x, detail::output_matrix y, std::size_t rows,
                  std::size_t cols) {
  const bool masked = p.mask != nullptr;
  const row_steps steps{x.stride * Storage::size, masked ? p.mask_stride * Storage::size : 0, y.stride * Storage::size};
  const char *from = static_cast<const char*>(x.p), *mask = static_cast<const char*>(masked ? p.mask : x.p);
  char* const to = static_cast<char*>(y.p);
  const auto accepts = [&](const auto& source, std::size_t r) SIMDACT_INLINE_LAMBDA {
    return source.accepts(source_at(source, steps, r).template extent<0>(cols).maximum);
  };
  const auto run = [&](const auto& source, auto tier, std::size_t r, std::size_t count) SIMDACT_INLINE_LAMBDA {
    return softmax_of_any_rows<Storage, V, decltype(tier)::value, logarithm>(
        source_at(source, steps, r), p.empty_is_zero != 0, steps, to + r * steps.y, count, cols);
  };
  using tier_asked = std::integral_constant<accuracy, asked>;
  using high_tier = std::integral_constant<accuracy, accuracy::high>;
  // In two parts one of f32's own would gain little.
  using tier_in_parts = std::conditional_t<has_floats<Storage>, high_tier, tier_asked>;
  const auto run_wide = [&](std::size_t r, std::size_t count) SIMDACT_INLINE_LAMBDA {
    if (masked) {
      run(wide_source<Storage, V, row::masked_logits>{from, mask, row::masked_logits(p.scale)}, high_tier{}, r, count);
    } else {
      run(wide_source<Storage, V, row::scaled_logits>{from, mask, {p.scale}}, high_tier{}, r, count);
    }
  };
  // Rows from this source, and one at a time by f those that it refuses.
  const auto run_else = [&](const auto& source, const auto& f) SIMDACT_INLINE_LAMBDA {
    for (std::size_t r = 0; r < rows;) {
      r += run(source, tier_asked{}, r, rows - r);
      if (r < rows) f(r++);
    }
  };
  using T = native::scalar_t<V>;
  constexpr bool has_doubles = std::is_same_v<T, double>;
  if (!masked && p.scale == 1) {
    if constexpr (has_doubles) {
      // A logarithm's errors count in ulp of at least 1: it need not be 0 where the share is 1.
      using source =
          std::conditional_t<logarithm, plain_source<Storage, V, false>, scaled_source<Storage, V, false, false>>;
      run_else(source{from, mask}, [&](std::size_t r) SIMDACT_INLINE_LAMBDA {
        if (run(plain_source<Storage, V, true>{from, mask}, tier_asked{}, r, 1) == 0) run_wide(r, 1);
      });
    } else {
      // In short rows a difference costs nothing.
      using centered = plain_source<Storage, V, true>;
      if (cols <= centered::most_registers * lanes<V>) {
        run(centered{from, mask}, tier_asked{}, 0, rows);
      } else {
        run_else(plain_source<Storage, V, false>{from, mask}, [&](std::size_t r) SIMDACT_INLINE_LAMBDA {
          run(centered{from, mask}, tier_asked{}, r, 1);
        });
      }
    }
    return;
  }
  if (row::narrow_logits<T>::holds(p.scale)) {
    const row::narrow_logits<T> logits(p.scale);
    const auto run_with = [&](auto is_masked) SIMDACT_INLINE_LAMBDA {
      constexpr bool m = decltype(is_masked)::value;
      // A logarithm does not forget what a mask has taken.
      constexpr bool may_scale = !(logarithm && (m || has_doubles));
      for (std::size_t r = 0; r < rows;) {
        std::size_t count = rows - r;
        if constexpr (may_scale) {
          if (p.scale > 0) {
            const scaled_source<Storage, V, m> scaled{from, mask, logits};
            r += run(scaled, tier_asked{}, r, rows - r);
            if (r == rows) break;
            for (count = 1; r + count < rows && !accepts(scaled, r + count);) ++count;
          }
        }
        const std::size_t done = run(narrow_source<Storage, V, m>{from, mask, logits}, tier_in_parts{}, r, count);
        if (done == 0) run_wide(r, 1);
        r += done > 0 ? done : 1;
      }
    };
    if (masked) {
      run_with(std::true_type{});
    } else {
      run_with(std::false_type{});
    }
    return;
  }
  run_wide(0, rows);
}

}  // namespace
}  // namespace loops
SIMDACT_NAMESPACE_END
