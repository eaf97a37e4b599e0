/// @file
/// What the options of every kind of request say.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "guard.hpp"
#include "ward/category.hpp"

namespace ward::capi {

bool is_category(std::int32_t number) noexcept;

/// The member `categories`; none when an argument is refused.
std::vector<Category> read_categories(const std::int32_t* numbers, std::size_t count, Arguments& arguments);

/// @param timeout_ms  from now; 0: none
std::optional<std::chrono::steady_clock::time_point> deadline_after(std::uint32_t timeout_ms);

}  // namespace ward::capi
