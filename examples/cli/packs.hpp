// Where the model packs are, and the objects made from them.
#pragma once

#include <string>

#include <ward/analyzer.hpp>
#include <ward/image_analyzer.hpp>

#include "options.hpp"

/// Exit statuses of `ward`.
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

/// Tells a failure on stderr as "ward: <message> (<target>)" and gives the exit status for it.
int report(const ward::Error& error);

/// The folder of packs: the one asked for, else $WARD_PACKS, else the one that lies beside this program in a
/// build tree (../packs) or where it is installed (../share/ward/packs).
std::string pack_folder(const std::string& asked);

/// Their failures say what to do when the packs are not there.
ward::Result<ward::ModelRegistry> open_registry(const Options& options);
ward::Result<ward::Analyzer> open_analyzer(const ward::ModelRegistry& registry, const Options& options);
ward::Result<ward::Analyzer> open_analyzer(const Options& options);
ward::Result<ward::ImageAnalyzer> open_image_analyzer(const ward::ModelRegistry& registry,
                                                      const Options& options);
ward::Result<ward::ImageAnalyzer> open_image_analyzer(const Options& options);
