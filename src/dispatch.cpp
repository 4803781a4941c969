// SPDX-License-Identifier: MIT
#include "dispatch.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "cpu.hpp"

namespace simdact::detail {

#if defined(__x86_64__)
#define SIMDACT_IF_x86_64(...) __VA_ARGS__
#define SIMDACT_IF_aarch64(...)
#elif defined(__aarch64__)
#define SIMDACT_IF_x86_64(...)
#define SIMDACT_IF_aarch64(...) __VA_ARGS__
#else
#define SIMDACT_IF_x86_64(...)
#define SIMDACT_IF_aarch64(...)
#endif
#define SIMDACT_IF_any(...) __VA_ARGS__
#define SIMDACT_ISA(name, processor, arch, features) \
  SIMDACT_IF_##processor({SIMDACT_TABLES(name, usual), SIMDACT_TABLES(name, careful), features}, )
#define SIMDACT_TABLES(name, kind) \
  { #name, &forward_##name.kind, &backward_##name.kind, &rows_##name, &joins_##name }
const isa_entry isa_list[] = {
#include "isa.def"
};
#undef SIMDACT_ISA
#undef SIMDACT_TABLES
#undef SIMDACT_IF_x86_64
#undef SIMDACT_IF_aarch64
#undef SIMDACT_IF_any
const std::size_t isa_count = sizeof(isa_list) / sizeof(isa_list[0]);

std::atomic<const isa_tables*> chosen{nullptr};

namespace {

// A word: on riscv64 gcc 12 exchanges bytes by a call of libatomic.
std::atomic<int> reported{0};

const isa_entry& best() {
  const cpu_registers cpu = read_cpu();
  for (const isa_entry& isa : isa_list) {
    if (cpu_has(cpu, isa.features)) return isa;
  }
  return isa_list[isa_count - 1];
}

// Null where the variable is not set, or where the process has more rights than the user who set it.
const char* environment(const char* name) {
#if defined(__linux__) && !defined(__ANDROID__)
  return secure_getenv(name);
#else
  return std::getenv(name);
#endif
}

// The beginning of an arbitrary text as a terminal may be given it: everything but printable ASCII escaped.
class printable {
 public:
  explicit printable(const char* text) {
    char* to = text_;
    for (std::size_t i = 0; i < longest && *text != '\0'; ++i, ++text) to = put(to, static_cast<unsigned char>(*text));
    std::memcpy(to, ellipsis, sizeof ellipsis);
    if (*text == '\0') *to = '\0';
  }
  const char* text() const { return text_; }

 private:
  static constexpr std::size_t longest = 40;
  static constexpr char ellipsis[] = "...";

  static char* put(char* to, unsigned char c) {
    constexpr char digits[] = "0123456789abcdef";
    if (c >= ' ' && c <= '~' && c != '\\') {
      *to++ = static_cast<char>(c);
      return to;
    }
    *to++ = '\\';
    *to++ = 'x';
    *to++ = digits[c >> 4];
    *to++ = digits[c & 15];
    return to;
  }

  char text_[4 * longest + sizeof ellipsis];
};

// The environment's choice if it can be had, else the best.
const isa_entry& choose() {
  const char* name = environment("SIMDACT_ISA");
  if (name == nullptr || *name == '\0') return best();
  const isa_entry* isa = find_isa(name);
  if (isa != nullptr && is_supported(*isa)) return *isa;
  const isa_entry& other = best();
  if (reported.exchange(1) == 0) {
    std::fprintf(stderr, "simdact: SIMDACT_ISA=%s is not an instruction set of this machine; using %s\n",
                 printable(name).text(), other.usual.name);
  }
  return other;
}

// The tables for this CPU, or for what the environment says of it.
const isa_tables* tables_of(const isa_entry& isa) {
  const char* assists = environment("SIMDACT_ASSISTS");
  const bool is_stated = assists != nullptr && (*assists == '0' || *assists == '1') && assists[1] == '\0';
  return (is_stated ? *assists == '1' : has_assists(read_cpu())) ? &isa.careful : &isa.usual;
}

}  // namespace

const isa_entry* find_isa(const char* name) {
  if (name == nullptr) return nullptr;
  for (const isa_entry& isa : isa_list) {
    if (std::strcmp(isa.usual.name, name) == 0) return &isa;
  }
  return nullptr;
}

bool is_supported(const isa_entry& isa) { return cpu_has(read_cpu(), isa.features); }

// A choice that another thread makes meanwhile stands.
const isa_tables& first_choice() {
  const isa_tables *others = nullptr, *mine = tables_of(choose());
  return chosen.compare_exchange_strong(others, mine, std::memory_order_acq_rel) ? *mine : *others;
}

void use(const isa_entry* isa) { chosen.store(tables_of(isa != nullptr ? *isa : choose()), std::memory_order_release); }

}  // namespace simdact::detail
