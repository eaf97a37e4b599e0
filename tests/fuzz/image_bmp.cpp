// Feeds bytes to the decoder of BMP. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/image_bmp.cpp
//     lib/image/{resample,resample_rows,resize}.cpp lib/image/codec/*.cpp
//     -ljpeg -lpng -lwebpdemux -lwebp -lgif -ltiff -o /tmp/fuzz_image_bmp
//   /tmp/fuzz_image_bmp /tmp/corpus tests/fuzz/corpus/image_bmp tests/data/images
#include "image_target.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ward::fuzz::decode_as(ward::image::Format::bmp, data, size);
    return 0;
}
