// SPDX-License-Identifier: MIT
// The form of both programs' files: a context and a list, an entry a line.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace bench {

// {"context": ..., "NAME": [...]}, written as a whole or not at all.
void write_list(const std::string& file, const nlohmann::ordered_json& context, const char* name,
                const nlohmann::ordered_json& entries);
// Throws where that would for want of a place.
void check_writable(const std::string& file);

}  // namespace bench
