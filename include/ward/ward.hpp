/// @file
/// Ward: content safety that links into your program.
///
/// Open a folder of model packs, make an Analyzer, ask:
///
/// @code
/// #include <ward/ward.hpp>
/// #include <iostream>
///
/// int main() {
///     auto registry = ward::ModelRegistry::open({.pack_folder = "build/release/packs"});
///     if (!registry) return std::cerr << registry.error().message << '\n', 1;
///
///     auto analyzer = ward::Analyzer::create(*registry);
///     if (!analyzer) return std::cerr << analyzer.error().message << '\n', 1;
///
///     auto result = analyzer->analyze({.text = "I will kill you", .detect_attack = true});
///     if (!result) return std::cerr << result.error().message << '\n', 1;
///
///     for (const auto& category : result->categories)
///         std::cout << ward::name(category.category) << ' ' << category.severity << '\n';
/// }
/// @endcode
///
/// - Failures are values: every call that can fail gives a ward::Result (result.hpp) with an Error that has a
///   code, a sentence and what it is about (error.hpp). Only std::bad_alloc is thrown.
/// - ModelRegistry and Analyzer may be used from any number of threads (each class says so itself).
/// - Limits are on by default and stand in one place (limits.hpp).
/// - The library prints nothing, opens no socket, reads no environment variable; user content is in no message.
///
/// Request and response JSON of the wire contract is a layer of its own: ward/json/text.hpp.
#pragma once

#include "ward/analyzer.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/blocklist_files.hpp"
#include "ward/blocklist_store.hpp"
#include "ward/category.hpp"
#include "ward/error.hpp"
#include "ward/image_analyzer.hpp"
#include "ward/image_format.hpp"
#include "ward/limits.hpp"
#include "ward/model_registry.hpp"
#include "ward/quad.hpp"
#include "ward/result.hpp"
#include "ward/rgb_image.hpp"
#include "ward/text_span.hpp"
#include "ward/version.hpp"
