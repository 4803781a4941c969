// SPDX-License-Identifier: MIT
#include "override.hpp"

#include <c10/util/Exception.h>
#include <torch/version.h>

#include "choice.hpp"

namespace simdact_torch {
namespace {

// PyTorch warns of each kernel that replaces another.
#if TORCH_VERSION_MAJOR < 2
namespace warnings = c10::Warning;
class Quiet : public c10::WarningHandler {
  void process(const c10::SourceLocation&, const std::string&, bool) override {}
};
#else
namespace warnings = c10::WarningUtils;
class Quiet : public c10::WarningHandler {
  void process(const c10::Warning&) override {}
};
#endif

Overrides override_all(torch::Library* library) {
  Overrides overrides(library);
  override_elementwise(overrides);
  override_rows(overrides);
  return overrides;
}

}  // namespace

void override_stock() {
  static torch::Library* library = nullptr;
  if (library != nullptr) return;
  Quiet quiet;
  const warnings::WarningHandlerGuard guard(&quiet);
  // Never deleted, which would remove the kernels.
  library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  override_all(library);
}

bool may_serve(Direction direction, simdact_op function) {
  static const Overrides overrides = override_all(nullptr);
  return overrides.serves(direction, function);
}

}  // namespace simdact_torch
