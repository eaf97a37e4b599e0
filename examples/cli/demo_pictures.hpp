// The pictures of `ward demo`, as they lie in demo_pictures/.
#pragma once

#include <span>
#include <string_view>

struct DemoPicture {
    std::string_view name;
    std::span<const unsigned char> bytes;
};

extern const std::span<const DemoPicture> kDemoPictures;
