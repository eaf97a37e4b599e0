// Feeds bytes to the decoder of WebP. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/image_webp.cpp
//     lib/image/{resample,resample_rows,resize}.cpp lib/image/codec/*.cpp
//     -ljpeg -lpng -lwebpdemux -lwebp -lgif -ltiff -o /tmp/fuzz_image_webp
//   /tmp/fuzz_image_webp /tmp/corpus tests/fuzz/corpus/image_webp tests/data/images
#include "image_target.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ward::fuzz::decode_as(ward::image::Format::webp, data, size);
    return 0;
}
