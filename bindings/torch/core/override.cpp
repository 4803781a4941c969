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

}  // namespace

void override_stock() {
  static torch::Library* library = nullptr;
  if (library != nullptr) return;
  Quiet quiet;
  const warnings::WarningHandlerGuard guard(&quiet);
  // Never deleted, which would remove the kernels.
  library = new torch::Library(torch::Library::IMPL, "aten", c10::DispatchKey::CPU, __FILE__, __LINE__);
  override_elementwise(*library);
  override_rows(*library);
}

}  // namespace simdact_torch
