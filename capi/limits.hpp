/// @file
/// Limits that only the C ABI has.
#pragma once

#include <cstddef>

namespace ward::capi {

/// Texts or pictures of one ward_..._analyze_batch(). A count beyond it is more likely a mistake, and is refused before
/// it is believed.
inline constexpr std::size_t kMaxBatch = 65'536;

/// Visual models of one ward_image_analyzer.
inline constexpr std::size_t kMaxVisualModels = 64;

}  // namespace ward::capi
