#include <ward.h>

// The version macros of both headers are the same ones.
#include <ward/version.hpp>

static_assert(noexcept(ward_version()));
constexpr ward_text_options kOptions = WARD_TEXT_OPTIONS_INIT;
static_assert(kOptions.struct_size == sizeof kOptions && kOptions.scale == WARD_SCALE_FOUR);
constexpr ward_image_analyzer_options kImageAnalyzerOptions = WARD_IMAGE_ANALYZER_OPTIONS_INIT;
static_assert(kImageAnalyzerOptions.text_recognizer.version.size == 0);
