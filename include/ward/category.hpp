/// @file
/// The four harm categories and the scale their severities are told on.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ward {

/// @source text:analyze 2023-10-01, enum TextCategory. The order is the one of answers.
enum class Category : std::uint8_t { hate, self_harm, sexual, violence };

inline constexpr std::array<Category, 4> kAllCategories{Category::hate, Category::self_harm, Category::sexual,
                                                        Category::violence};

/// The name on the wire: "Hate", "SelfHarm", "Sexual", "Violence".
std::string_view name(Category category) noexcept;

/// The category of that exact name, or nothing.
std::optional<Category> category_from_name(std::string_view name) noexcept;

/// Models judge on 0..7. `eight` tells that number; `four` tells 0, 2, 4 or 6: the number without its
/// lowest bit. @source text:analyze 2023-10-01, `outputType`
enum class SeverityScale : std::uint8_t { four, eight };

/// A severity 0..7 told on a scale.
constexpr int on_scale(int severity, SeverityScale scale) noexcept {
    return scale == SeverityScale::four ? severity & ~1 : severity;
}

}  // namespace ward
