// SPDX-License-Identifier: MIT
// libFuzzer: names and ids of every kind, against the written-down contract.
#include <fuzzer/FuzzedDataProvider.h>

#include <string>

#include "fuzz/require.hpp"
#include "simdact/simdact.h"
#include "support/contract.hpp"

namespace {

bool is_isa(const std::string& name) {
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    if (name == simdact_isa_name(i)) return true;
  }
  return false;
}

void check_name(const std::string& name) {
  const support::contract* c = support::find_contract(name.c_str());
  REQUIRE(simdact_op_from_name(name.c_str()) == (c != nullptr ? c->id : 0));

  const std::string before = simdact_isa();
  const bool supported = simdact_isa_supported(name.c_str()) != 0;
  const simdact_status status = simdact_set_isa(name.c_str());
  REQUIRE(status == (supported ? SIMDACT_OK : is_isa(name.c_str()) ? SIMDACT_UNSUPPORTED : SIMDACT_INVALID_ARGUMENT));
  REQUIRE(simdact_isa() == (supported ? std::string(name.c_str()) : before));
}

void check_ids(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy) {
  const support::contract* c = support::find_contract(op);
  const char* name = simdact_op_name(op);
  REQUIRE((name != nullptr) == (c != nullptr));
  simdact_params p{-7, -7};
  const simdact_status status = simdact_default_params(op, &p);
  REQUIRE(status == (c != nullptr ? SIMDACT_OK : SIMDACT_INVALID_ARGUMENT));
  const simdact_params want = c != nullptr ? c->defaults : simdact_params{-7, -7};
  REQUIRE(p.alpha == want.alpha && p.beta == want.beta);
  if (c != nullptr) REQUIRE(std::string(name) == c->name);

  const bool kernel = simdact_find_forward(op, dtype, accuracy) != nullptr;
  REQUIRE(kernel == (simdact_ulp_bound(op, dtype, accuracy) >= 0));
  const bool known =
      c != nullptr && dtype >= 1 && dtype < SIMDACT_DTYPE_END && accuracy >= 0 && accuracy < SIMDACT_ACCURACY_END;
  REQUIRE(known || !kernel);
  REQUIRE(known || simdact_find_backward(op, dtype, accuracy) == nullptr);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const auto op = input.ConsumeIntegral<simdact_op>();
  check_ids(op, input.ConsumeIntegral<simdact_dtype>(), input.ConsumeIntegral<simdact_accuracy>());
  check_ids(op & 63, input.ConsumeIntegral<simdact_dtype>() & 7, input.ConsumeIntegral<simdact_accuracy>() & 7);
  const auto index = input.ConsumeIntegral<std::size_t>();
  const simdact_op at = simdact_op_at(index);
  REQUIRE((at != 0) == (index < simdact_op_count()));
  REQUIRE((simdact_isa_name(index) != nullptr) == (index < simdact_isa_count()));
  REQUIRE(simdact_status_string(input.ConsumeIntegral<simdact_status>()) != nullptr);
  check_name(input.ConsumeRemainingBytesAsString());
  REQUIRE(simdact_set_isa(nullptr) == SIMDACT_OK);
  return 0;
}
