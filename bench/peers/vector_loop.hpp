// SPDX-License-Identifier: MIT
// The loop a user writes around a function on one vector (or one number), for peers that offer no more than that.
#pragma once

#include <cstring>

#include "peer.hpp"

#if defined(__AVX512F__)
#define BENCH_VECTOR_BYTES 64
#elif defined(__AVX2__)
#define BENCH_VECTOR_BYTES 32
#else
#define BENCH_VECTOR_BYTES 16
#endif

namespace bench {
namespace {

// F::f takes and gives M::V, a vector of M::T, or M::T itself; M has the peer's functions.
template <class M, template <class> class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  using V = typename M::V;
  using T = typename M::T;
  constexpr std::size_t lanes = sizeof(V) / sizeof(T);
  const T* x = static_cast<const T*>(from);
  T* y = static_cast<T*>(to);
  V v;
  std::size_t i = 0;
  for (; n - i >= lanes; i += lanes) {
    std::memcpy(&v, x + i, sizeof(V));
    v = F<M>::f(v);
    std::memcpy(y + i, &v, sizeof(V));
  }
  if (i < n) {
    v = V{};
    std::memcpy(&v, x + i, (n - i) * sizeof(T));
    v = F<M>::f(v);
    std::memcpy(y + i, &v, (n - i) * sizeof(T));
  }
}

// dy times F::f, in the same way.
template <class M, template <class> class F>
void run_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  using V = typename M::V;
  using T = typename M::T;
  constexpr std::size_t lanes = sizeof(V) / sizeof(T);
  const T *x = static_cast<const T*>(from), *dy = static_cast<const T*>(factor);
  T* dx = static_cast<T*>(to);
  const auto step = [&](std::size_t i, std::size_t bytes) {
    V v{}, d{};
    std::memcpy(&v, x + i, bytes);
    std::memcpy(&d, dy + i, bytes);
    v = d * F<M>::f(v);
    std::memcpy(dx + i, &v, bytes);
  };
  std::size_t i = 0;
  for (; n - i >= lanes; i += lanes) step(i, sizeof(V));
  if (i < n) step(i, (n - i) * sizeof(T));
}

}  // namespace
}  // namespace bench
