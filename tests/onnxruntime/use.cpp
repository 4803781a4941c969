// SPDX-License-Identifier: MIT
// use LIBRARY MODEL: the README's lines for C++. Runs the model, a Mish, and compares the bits.
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include <simdact/simdact.h>

int main(int, char** arguments) {
  Ort::Env env;
  env.RegisterExecutionProviderLibrary("simdact", arguments[1]);
  std::vector<Ort::ConstEpDevice> devices = env.GetEpDevices();
  devices.erase(std::remove_if(devices.begin(), devices.end(),
                               [](const Ort::ConstEpDevice& d) { return std::strcmp(d.EpName(), "simdact") != 0; }),
                devices.end());
  Ort::SessionOptions options;
  options.AppendExecutionProvider_V2(env, devices, std::unordered_map<std::string, std::string>{{"accuracy", "fast"}});
  Ort::Session session(env, arguments[2], options);

  std::vector<float> x(1000), y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.02f * static_cast<float>(i) - 10;
  const std::int64_t shape[] = {static_cast<std::int64_t>(x.size())};
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  const Ort::Value input = Ort::Value::CreateTensor<float>(memory, x.data(), x.size(), shape, 1);
  const char *in = "x", *out = "y";
  const std::vector<Ort::Value> outputs = session.Run(Ort::RunOptions{}, &in, &input, 1, &out, 1);
  simdact_forward(SIMDACT_MISH, SIMDACT_F32, SIMDACT_FAST, nullptr, x.data(), y.data(), x.size());
  const bool same = std::memcmp(outputs[0].GetTensorData<float>(), y.data(), y.size() * sizeof(float)) == 0;
  std::puts(same ? "ok" : "FAILED: the bits of Mish differ");
  return same ? 0 : 1;
}
