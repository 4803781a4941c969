// SPDX-License-Identifier: MIT
// The same nodes as custom operators of the domain "simdact", for versions of ONNX Runtime that load no providers. An
// operator has ONNX's name, inputs and attributes, and the attribute "accuracy".
#include <memory>
#include <mutex>
#include <vector>

#include "run.hpp"

namespace simdact_onnxruntime {
namespace {

class KernelAttributes final : public Attributes {
 public:
  KernelAttributes(const OrtApi& api, const OrtKernelInfo* info) : api_(api), info_(info) {}

  float number(const char* name, float otherwise) const override {
    float value = 0;
    return is_set(api_.KernelInfoGetAttribute_float(info_, name, &value)) ? value : otherwise;
  }
  std::int64_t integer(const char* name, std::int64_t otherwise) const override {
    std::int64_t value = 0;
    return is_set(api_.KernelInfoGetAttribute_int64(info_, name, &value)) ? value : otherwise;
  }
  std::string text(const char* name, const char* otherwise) const override {
    char buffer[64] = {};
    std::size_t size = sizeof buffer - 1;
    return is_set(api_.KernelInfoGetAttribute_string(info_, name, buffer, &size)) ? buffer : otherwise;
  }

  simdact_dtype dtype() const {
    OrtTypeInfo* type = nullptr;
    check(api_, api_.KernelInfo_GetInputTypeInfo(info_, 0, &type));
    const std::unique_ptr<OrtTypeInfo, void (*)(OrtTypeInfo*)> owner(type, api_.ReleaseTypeInfo);
    const OrtTensorTypeAndShapeInfo* tensor = nullptr;
    ONNXTensorElementDataType element = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
    check(api_, api_.CastTypeInfoToTensorInfo(type, &tensor));
    if (tensor != nullptr) check(api_, api_.GetTensorElementType(tensor, &element));
    return dtype_of(element);
  }

 private:
  bool is_set(OrtStatus* status) const {
    if (status == nullptr) return true;
    api_.ReleaseStatus(status);
    return false;
  }

  const OrtApi& api_;
  const OrtKernelInfo* info_;
};

struct Kernel {
  const OrtApi& api;
  Task task;
};

constexpr int softmax_version = 13;  // of ONNX, from which on its axis is one axis

struct CustomOp final : OrtCustomOp {
  CustomOp(const OrtApi& runtime, const NodeType& node_type, ONNXTensorElementDataType element_type)
      : OrtCustomOp{}, api(runtime), type(node_type), element(element_type) {
    version = custom_op_api_version;
    GetName = [](const OrtCustomOp* op) { return of(op).type.name; };
    GetExecutionProviderType = [](const OrtCustomOp*) -> const char* { return nullptr; };
    GetInputType = [](const OrtCustomOp* op, std::size_t) { return of(op).element; };
    GetOutputType = GetInputType;
    GetInputTypeCount = [](const OrtCustomOp* op) -> std::size_t { return of(op).type.form == Form::prelu ? 2 : 1; };
    GetOutputTypeCount = [](const OrtCustomOp*) -> std::size_t { return 1; };
    GetInputCharacteristic = [](const OrtCustomOp*, std::size_t) { return INPUT_OUTPUT_REQUIRED; };
    GetOutputCharacteristic = GetInputCharacteristic;
    GetInputMemoryType = [](const OrtCustomOp*, std::size_t) { return OrtMemTypeDefault; };
    GetVariadicInputMinArity = [](const OrtCustomOp*) { return 1; };
    GetVariadicInputHomogeneity = [](const OrtCustomOp*) { return 1; };
    GetVariadicOutputMinArity = GetVariadicInputMinArity;
    GetVariadicOutputHomogeneity = GetVariadicInputHomogeneity;
    CreateKernelV2 = [](const OrtCustomOp* op, const OrtApi*, const OrtKernelInfo* info, void** kernel) {
      return guarded(of(op).api, [&] { *kernel = of(op).make_kernel(info).release(); });
    };
    KernelComputeV2 = [](void* kernel, OrtKernelContext* context) {
      const Kernel& self = *static_cast<const Kernel*>(kernel);
      return guarded(self.api, [&] { run(self.api, self.task, context, 0, 1); });
    };
    KernelDestroy = [](void* kernel) { delete static_cast<Kernel*>(kernel); };
    InferOutputShapeFn = [](const OrtCustomOp* op, OrtShapeInferContext* context) {
      const OrtApi& runtime_api = of(op).api;
      return guarded(runtime_api, [&] {
        OrtTensorTypeAndShapeInfo* shape = nullptr;
        check(runtime_api, runtime_api.ShapeInferContext_GetInputTypeShape(context, 0, &shape));
        check(runtime_api, runtime_api.ShapeInferContext_SetOutputTypeShape(context, 0, shape));
      });
    };
  }

  static const CustomOp& of(const OrtCustomOp* op) { return *static_cast<const CustomOp*>(op); }

  std::unique_ptr<Kernel> make_kernel(const OrtKernelInfo* info) const {
    const KernelAttributes attributes(api, info);
    const simdact_accuracy accuracy = accuracy_from(attributes.text("accuracy", "high"));
    std::optional<Task> task = make_task(type, softmax_version, attributes);
    if (task) task = resolved(*task, attributes.dtype(), accuracy);
    if (!task) {
      throw std::runtime_error(std::string("simdact: ") + type.name +
                               " with these attributes, type and accuracy has no kernel");
    }
    return std::make_unique<Kernel>(Kernel{api, *task});
  }

  const OrtApi& api;
  const NodeType& type;
  const ONNXTensorElementDataType element;  // undefined: any
};

// They last as long as the process, as sessions may.
const std::vector<CustomOp>& custom_ops(const OrtApi& api) {
  static const std::vector<CustomOp> ops = [&] {
    std::vector<CustomOp> made;
    for (const NodeType& type : node_types) {
      if (type.form != Form::prelu) {
        made.emplace_back(api, type, ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED);
        continue;
      }
      // An operator with several inputs of any type, the same for all, cannot be told to versions before 1.23.
      for (int element = ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT; element <= ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16;
           ++element) {
        const auto element_type = static_cast<ONNXTensorElementDataType>(element);
        if (dtype_of(element_type) != 0) made.emplace_back(api, type, element_type);
      }
    }
    return made;
  }();
  return ops;
}

}  // namespace
}  // namespace simdact_onnxruntime

SIMDACT_ONNXRUNTIME_EXPORT OrtStatus* RegisterCustomOps(OrtSessionOptions* options, const OrtApiBase* base) {
  namespace own = simdact_onnxruntime;
  const OrtApi* api = base->GetApi(own::custom_op_api_version);
  if (api == nullptr) return base->GetApi(1)->CreateStatus(ORT_FAIL, "simdact needs ONNX Runtime 1.17 or newer");
  return own::guarded(*api, [&] {
    static OrtCustomOpDomain* const domain = [&] {
      OrtCustomOpDomain* made = nullptr;
      own::check(*api, api->CreateCustomOpDomain("simdact", &made));
      for (const own::CustomOp& op : own::custom_ops(*api)) own::check(*api, api->CustomOpDomain_Add(made, &op));
      return made;
    }();
    own::check(*api, api->AddCustomOpDomain(options, domain));
  });
}
