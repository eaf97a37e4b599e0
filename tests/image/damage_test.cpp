// What is left of pictures that were cut, scratched or told to be huge: an error or a picture, in bounded memory.
#include <catch2/catch.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "image/codec/decode.hpp"
#include "image/pictures.hpp"

using namespace ward;
using test::Bytes;

namespace {

constexpr unsigned kSeed = 20261122;
constexpr int kRuns = 200;
constexpr long kMaxKilobytes = 1L << 20;

Bytes damaged(Bytes bytes, std::mt19937& random) {
    const auto place = [&] { return random() % bytes.size(); };
    switch (random() % 4) {
        case 0: bytes.resize(1 + place()); break;
        case 1:
            for (unsigned i = 0; i <= random() % 8; ++i)
                bytes[place()] ^= static_cast<std::byte>(1u << random() % 8);
            break;
        case 2: {  // a number near the beginning, where sizes are
            const std::size_t at = random() % std::min<std::size_t>(bytes.size(), 64);
            const auto value = static_cast<std::byte>(random() % 2 == 0 ? 0xFF : random());
            std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                        std::min<std::size_t>(1 + random() % 4, bytes.size() - at), value);
            break;
        }
        default: {
            const std::size_t from = place(),
                              count = std::min(bytes.size() - from, std::size_t{1} + random() % 32);
            const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
            if (random() % 2 == 0) bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
            else bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(place()), count, *begin);
        }
    }
    return bytes;
}

void check(const Bytes& bytes, std::uint32_t longest_needed) {
    const auto decoded = image::decode(bytes, {.limits = {}, .longest_needed = longest_needed});
    if (decoded) {
        CHECK(decoded->pixels.rgb.size() ==
              std::size_t{decoded->pixels.width} * decoded->pixels.height * image::kChannels);
        return;
    }
    const Errc code = decoded.error().code;
    CHECK((code == Errc::image_unreadable || code == Errc::image_too_small || code == Errc::image_too_large));
}

}  // namespace

TEST_CASE("a damaged picture is an error or a picture", "[image]") {
    std::printf("seed %u\n", kSeed);
    for (const auto& entry : std::filesystem::directory_iterator(std::string(WARD_TEST_DATA) + "/images")) {
        if (!entry.is_regular_file() || entry.path().extension() == ".tsv") continue;
        const Bytes whole = test::read_bytes(entry.path());
        INFO(entry.path().filename().string());
        std::mt19937 random(kSeed);
        for (int run = 0; run < kRuns; ++run) {
            INFO("run " << run);
            check(damaged(whole, random), run % 2 == 0 ? 0 : 50);
        }
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    CHECK(usage.ru_maxrss < kMaxKilobytes);
#endif
}
