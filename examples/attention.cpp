// SPDX-License-Identifier: MIT
// One causal attention head and a SwiGLU block of a transformer, in float, checked against the same in double.
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "simdact/simdact.hpp"

namespace {

constexpr std::size_t tokens = 12, width = 24, hidden = 40;
using matrix = std::vector<float>;

// Numbers like those of a trained model, the same on every run.
matrix some(std::size_t rows, std::size_t cols, double size) {
  static unsigned state = 1;
  matrix m(rows * cols);
  for (float& element : m) {
    state = state * 1664525u + 1013904223u;
    element = static_cast<float>(size * (static_cast<double>(state >> 8) * 0x1p-23 - 1));
  }
  return m;
}

// a b: a has n columns, b has cols.
template <class T>
std::vector<T> product(const std::vector<T>& a, const std::vector<T>& b, std::size_t n, std::size_t cols) {
  std::vector<T> c(a.size() / n * cols);
  for (std::size_t i = 0; i < c.size(); ++i) {
    for (std::size_t k = 0; k < n; ++k) c[i] += a[i / cols * n + k] * b[k * cols + i % cols];
  }
  return c;
}
template <class T>
std::vector<T> transposed(const std::vector<T>& a, std::size_t cols) {
  const std::size_t rows = a.size() / cols;
  std::vector<T> t(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) t[i % cols * rows + i / cols] = a[i];
  return t;
}
std::vector<double> widened(const matrix& m) { return {m.begin(), m.end()}; }

// The largest difference; infinite where one is no number.
double distance(const matrix& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double d = std::fabs(static_cast<double>(a[i]) - b[i]);
    if (std::isnan(d)) return std::numeric_limits<double>::infinity();
    if (d > largest) largest = d;
  }
  return largest;
}

// softmax(q k^T / sqrt(width) + mask) v, where no token sees a later one.
double attention() {
  const matrix q = some(tokens, width, 2), k = some(tokens, width, 2), v = some(tokens, width, 1);
  matrix mask(tokens * tokens);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (i % tokens > i / tokens) mask[i] = -std::numeric_limits<float>::infinity();
  }
  const double scale = 1 / std::sqrt(static_cast<double>(width));
  matrix weights = product(q, transposed(k, width), width, tokens);
  simdact::softmax(weights, weights, tokens, tokens, simdact::softmax_params<float>{scale, mask.data(), tokens});
  const matrix out = product(weights, v, tokens, width);

  std::vector<double> exact = product(widened(q), widened(transposed(k, width)), width, tokens);
  for (std::size_t i = 0; i < tokens; ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < tokens; ++j) {
      double& w = exact[i * tokens + j];
      w = j <= i ? std::exp(scale * w) : 0;
      sum += w;
    }
    for (std::size_t j = 0; j < tokens; ++j) exact[i * tokens + j] /= sum;
  }
  return distance(out, product(exact, widened(v), tokens, width));
}

// (silu(x a) * x b) c. a and b stand side by side, and so do the two halves of every row of x (a b).
double swiglu_block() {
  const matrix x = some(tokens, width, 1), ab = some(width, 2 * hidden, 0.7), c = some(hidden, width, 0.4);
  matrix packed = product(x, ab, width, 2 * hidden), gated(tokens * hidden);
  simdact::swiglu(simdact::rows_of{packed.data(), 2 * hidden}, simdact::rows_of{packed.data() + hidden, 2 * hidden},
                  gated, tokens, hidden);
  const matrix out = product(gated, c, hidden, width);

  const std::vector<double> exact = product(widened(x), widened(ab), width, 2 * hidden);
  std::vector<double> exact_gated(gated.size());
  for (std::size_t i = 0; i < exact_gated.size(); ++i) {
    const double gate = exact[i / hidden * 2 * hidden + i % hidden],
                 up = exact[i / hidden * 2 * hidden + hidden + i % hidden];
    exact_gated[i] = gate / (1 + std::exp(-gate)) * up;
  }
  return distance(out, product(exact_gated, widened(c), hidden, width));
}

}  // namespace

int main() {
  const double of_attention = attention(), of_block = swiglu_block();
  std::printf("off by %.1e and %.1e\n", of_attention, of_block);
  return of_attention < 1e-5 && of_block < 1e-4 ? 0 : 1;
}
