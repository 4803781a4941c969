// SPDX-License-Identifier: MIT
// ONNX Runtime's C API, which is append-only, with errors as exceptions on our side and as statuses on its side.
#pragma once

#include <onnxruntime_c_api.h>

#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>

// What others find in the library by name.
#define SIMDACT_ONNXRUNTIME_EXPORT extern "C" __attribute__((visibility("default")))

namespace simdact_onnxruntime {

// The oldest versions of the API that have what is called, whatever the headers' own is: so a library that was built
// with newer headers still loads into these.
constexpr std::uint32_t custom_op_api_version = 17;  // the oldest with KernelContext_ParallelFor
constexpr std::uint32_t provider_api_version = 23;   // the oldest with OrtEp::Compile

class BadOption : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void check(const OrtApi& api, OrtStatus* status) {
  if (status == nullptr) return;
  const std::string message = api.GetErrorMessage(status);
  api.ReleaseStatus(status);
  throw std::runtime_error(message);
}

// What body throws as a status.
template <class Body>
OrtStatus* guarded(const OrtApi& api, Body&& body) noexcept {
  try {
    body();
    return nullptr;
  } catch (const BadOption& error) {
    return api.CreateStatus(ORT_INVALID_ARGUMENT, error.what());
  } catch (const std::exception& error) {
    return api.CreateStatus(ORT_FAIL, error.what());
  }
}

}  // namespace simdact_onnxruntime
