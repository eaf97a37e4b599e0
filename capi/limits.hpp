/// @file
/// Limits that only the C ABI has.
#pragma once

#include <cstddef>

namespace ward::capi {

/// Texts of one ward_text_analyze_batch(). A count beyond it is more likely a mistake, and is refused before it is
/// believed.
inline constexpr std::size_t kMaxBatchTexts = 65'536;

}  // namespace ward::capi
