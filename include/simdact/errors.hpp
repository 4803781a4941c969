// SPDX-License-Identifier: MIT
// What the C++ functions over the C ABI share: how they refuse, and what they tell of their arguments.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "simdact/types.hpp"

// What a refusal does depends on how a file is compiled; functions of both kinds may meet in one program. So they stand
// in an inline namespace of this name.
#if defined(__cpp_exceptions)
#include <stdexcept>
#include <string>
#define SIMDACT_ERRORS throwing
#else
#define SIMDACT_ERRORS returning
#endif

namespace simdact {
inline namespace SIMDACT_ERRORS {
namespace detail {

inline simdact_status checked(simdact_status status, const char* name) {
#if defined(__cpp_exceptions)
  if (status != SIMDACT_OK) {
    throw std::invalid_argument(std::string("simdact::") + name + ": " + simdact_status_string(status));
  }
#else
  (void)name;
#endif
  return status;
}

// The C ABI's params: null for the defaults.
class c_params {
 public:
  explicit c_params(const params* p) : set_(p != nullptr), value_(p != nullptr ? *p : params{}) {}
  const simdact_params* get() const { return set_ ? &value_ : nullptr; }

 private:
  bool set_;
  simdact_params value_;
};

// The element type behind std::data and std::size, if the type has both.
template <class C>
using element_t = std::remove_pointer_t<decltype(std::data(std::declval<C&>()))>;

}  // namespace detail
}  // namespace SIMDACT_ERRORS
}  // namespace simdact
