// SPDX-License-Identifier: MIT
#include "machine.hpp"

#include <sys/utsname.h>

#include <cctype>
#include <ctime>
#include <fstream>
#include <thread>

#include "simdact/simdact.h"

namespace bench {
namespace {

// The value behind `key` in a file of lines "key <separator> value".
std::string find_value(const char* file, const std::string& key, char separator) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find(separator);
    if (line.compare(0, key.size(), key) != 0 || at == std::string::npos) continue;
    const std::size_t first = line.find_first_not_of(" \"", at + 1), last = line.find_last_not_of(" \"");
    return first == std::string::npos ? "" : line.substr(first, last - first + 1);
  }
  return "unknown";
}

// The name alone does not tell virtual machines' processors apart.
std::string cpu_name() {
  constexpr const char* file = "/proc/cpuinfo";
  return find_value(file, "model name", ':') + " (family " + find_value(file, "cpu family", ':') + ", model " +
         find_value(file, "model\t", ':') + ", stepping " + find_value(file, "stepping", ':') + ")";
}

// A file that holds one word.
std::string word_in(const std::string& file) {
  std::string word;
  std::ifstream(file) >> word;
  return word;
}

// The first processor's. A size is written as 48K.
std::vector<machine::cache> find_caches() {
  std::vector<machine::cache> caches;
  for (int i = 0;; ++i) {
    const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(i) + "/";
    std::string kind = word_in(folder + "type");
    if (kind.empty()) return caches;
    if (kind == "Instruction") continue;
    kind[0] = static_cast<char>(std::tolower(kind[0]));
    const std::string level = word_in(folder + "level"), size = word_in(folder + "size");
    if (level.empty() || size.empty()) continue;
    const std::size_t unit = size.back() == 'K' ? 1024 : size.back() == 'M' ? 1024 * 1024 : 1;
    caches.push_back({std::stoi(level), kind, unit * std::stoull(size)});
  }
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

machine this_machine() {
  machine m{};
  m.cpu = cpu_name();
  utsname name{};
  if (uname(&name) == 0) m.architecture = name.machine;
  m.os = find_value("/etc/os-release", "PRETTY_NAME", '=');
  m.compiler = BENCH_COMPILER;
  m.flags = BENCH_FLAGS;
  m.build_type = BENCH_BUILD_TYPE;
  m.date = utc_now();
  m.version = simdact_version();
  m.isa = simdact_isa();
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    if (simdact_isa_supported(simdact_isa_name(i)) != 0) m.isas.emplace_back(simdact_isa_name(i));
  }
  m.caches = find_caches();
  m.processors = std::thread::hardware_concurrency();
  return m;
}

}  // namespace bench
