// The sample, as it stands in demo_texts.tsv.
#pragma once

#include <string_view>

extern const std::string_view kDemoTexts;
