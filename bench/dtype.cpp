// SPDX-License-Identifier: MIT
#include "dtype.hpp"

#include <algorithm>

#include "simdact/element.hpp"

namespace bench {
namespace {

void assign(double from, double& to) { to = from; }
void assign(double from, float& to) { to = static_cast<float>(from); }
void assign(double from, simdact::float16& to) { to = simdact::to_float16(static_cast<float>(from)); }
void assign(double from, simdact::bfloat16& to) { to = simdact::to_bfloat16(static_cast<float>(from)); }

double value_of(double x) { return x; }
double value_of(float x) { return x; }
template <class Half>
double value_of(Half x) {
  return simdact::to_float(x);
}

template <class T>
constexpr dtype make(int digits, int least_exponent) {
  return {simdact::dtype_of<T>::value,
          sizeof(T),
          [](const double* from, void* to, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) assign(from[i], static_cast<T*>(to)[i]);
          },
          [](const void* from, double* to, std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) to[i] = value_of(static_cast<const T*>(from)[i]);
          },
          digits,
          least_exponent};
}

}  // namespace

const std::vector<dtype>& dtypes() {
  static const std::vector<dtype> all = {make<float>(24, -126), make<double>(53, -1022),
                                         make<simdact::float16>(11, -14), make<simdact::bfloat16>(8, -126)};
  return all;
}

const dtype& find_dtype(simdact_dtype id) {
  return *std::find_if(dtypes().begin(), dtypes().end(), [id](const dtype& type) { return type.id == id; });
}

}  // namespace bench
