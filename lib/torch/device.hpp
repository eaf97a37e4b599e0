// Which device a registry's models run on. CUDA joins by dlopen, so that one build serves machines with and without.
#pragma once

#include <string_view>

#include <c10/core/Device.h>

#include "ward/result.hpp"

namespace ward::engine {

// "auto", "cpu", "cuda" or "cuda:N".
// errors: invalid_argument, device_unavailable
Result<c10::Device> find_device(std::string_view name);

}  // namespace ward::engine
