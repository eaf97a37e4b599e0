/// @file
/// Option structs of older and newer callers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "guard.hpp"

namespace ward::capi {

/// A struct larger than this is no newer version but a mistake, and its tail is not looked at.
inline constexpr std::size_t kLargestOptions = 4096;

/// Whether a struct has no padding. One with floating-point fields has to count its bytes itself.
template <class Options>
inline constexpr bool kHasNoPadding = std::has_unique_object_representations_v<Options>;

/// The options as this library knows them. A caller's older struct is shorter, and what it lacks is zero, which is
/// the default of every field; a newer one is longer, and what this library does not know must be zero.
/// @param given  NULL for all defaults
/// @param first_size  of the struct's first released version
template <class Options>
Options read_options(const Options* given, std::size_t first_size, const char* name, Arguments& arguments) {
    static_assert(std::is_trivially_copyable_v<Options> && std::is_standard_layout_v<Options>);
    // A new field in tail padding would leave sizeof as it is: then no size could tell old from new.
    static_assert(kHasNoPadding<Options>, "options must have no padding");
    Options options{};
    options.struct_size = sizeof options;
    if (given == nullptr) return options;

    const auto* bytes = reinterpret_cast<const unsigned char*>(given);
    std::size_t size = 0;
    std::memcpy(&size, bytes, sizeof size);
    arguments.require(size >= first_size && size <= kLargestOptions, name,
                      "must begin with its own size; start from its _INIT macro");
    if (!arguments.ok()) return options;

    std::memcpy(&options, bytes, std::min(size, sizeof options));
    options.struct_size = sizeof options;
    const unsigned char* const known = bytes + std::min(size, sizeof options);
    arguments.require(std::all_of(known, bytes + size, [](unsigned char byte) { return byte == 0; }), name,
                      "uses fields that this version of the library does not know");
    return options;
}

}  // namespace ward::capi
