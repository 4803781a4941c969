// SPDX-License-Identifier: MIT
// What ONNX Runtime calls when the library is registered as one of execution providers.
#include <memory>

#include "provider.hpp"

namespace simdact_onnxruntime {
namespace {

class Factory final : public OrtEpFactory {
 public:
  explicit Factory(const OrtApi& api) : OrtEpFactory{}, api_(api), ep_api_(*api.GetEpApi()) {
    ort_version_supported = provider_api_version;
    GetName = [](const OrtEpFactory*) noexcept { return provider_name; };
    GetVendor = [](const OrtEpFactory*) noexcept { return "simdact"; };
    GetVendorId = [](const OrtEpFactory*) noexcept -> std::uint32_t { return 0; };
    GetVersion = [](const OrtEpFactory*) noexcept { return simdact_version(); };
    IsStreamAware = [](const OrtEpFactory*) noexcept { return false; };
    GetSupportedDevices = [](OrtEpFactory* self, const OrtHardwareDevice* const* devices, std::size_t count,
                             OrtEpDevice** found, std::size_t max_found, std::size_t* found_count) noexcept {
      return guarded(of(self).api_, [&] {
        *found_count = 0;
        for (std::size_t i = 0; i < count && *found_count < max_found; ++i) {
          if (of(self).api_.HardwareDevice_Type(devices[i]) != OrtHardwareDeviceType_CPU) continue;
          OrtEpDevice** device = &found[(*found_count)++];
          check(of(self).api_, of(self).ep_api_.CreateEpDevice(self, devices[i], nullptr, nullptr, device));
        }
      });
    };
    CreateEp = [](OrtEpFactory* self, const OrtHardwareDevice* const*, const OrtKeyValuePairs* const*, std::size_t,
                  const OrtSessionOptions* options, const OrtLogger*, OrtEp** provider) noexcept {
      const Factory& factory = of(self);
      return guarded(factory.api_, [&] {
        *provider = make_provider(factory.api_, factory.ep_api_, options_from(factory.api_, options));
      });
    };
    ReleaseEp = [](OrtEpFactory*, OrtEp* provider) noexcept { release_provider(provider); };
    // Tensors are in the runtime's own memory.
    CreateAllocator = [](OrtEpFactory*, const OrtMemoryInfo*, const OrtKeyValuePairs*,
                         OrtAllocator** allocator) noexcept -> OrtStatus* {
      *allocator = nullptr;
      return nullptr;
    };
    ReleaseAllocator = [](OrtEpFactory*, OrtAllocator*) noexcept {};
    CreateDataTransfer = [](OrtEpFactory*, OrtDataTransferImpl** transfer) noexcept -> OrtStatus* {
      *transfer = nullptr;
      return nullptr;
    };
  }

 private:
  static Factory& of(OrtEpFactory* self) { return *static_cast<Factory*>(self); }

  const OrtApi& api_;
  const OrtEpApi& ep_api_;
};

}  // namespace
}  // namespace simdact_onnxruntime

using simdact_onnxruntime::Factory;
using simdact_onnxruntime::provider_api_version;

SIMDACT_ONNXRUNTIME_EXPORT OrtStatus* CreateEpFactories(const char* /*registered_name*/, const OrtApiBase* base,
                                                        const OrtLogger*, OrtEpFactory** factories,
                                                        std::size_t max_factories, std::size_t* count) {
  const OrtApi* api = base->GetApi(provider_api_version);
  *count = 0;
  if (api == nullptr) {
    return base->GetApi(1)->CreateStatus(
        ORT_FAIL, "simdact needs ONNX Runtime 1.23; older ones load it as a library of custom operators");
  }
  if (max_factories == 0) return api->CreateStatus(ORT_INVALID_ARGUMENT, "simdact: no room for a factory");
  return simdact_onnxruntime::guarded(*api, [&] {
    factories[0] = new Factory(*api);
    *count = 1;
  });
}

SIMDACT_ONNXRUNTIME_EXPORT OrtStatus* ReleaseEpFactory(OrtEpFactory* factory) {
  delete static_cast<Factory*>(factory);
  return nullptr;
}
