/// @file
/// The version of Ward that these headers belong to.
#pragma once

#define WARD_VERSION_MAJOR 0
#define WARD_VERSION_MINOR 1
#define WARD_VERSION_PATCH 0
#define WARD_VERSION_STRING "0.1.0"

namespace ward {

/// The version of the library that runs, "major.minor.patch". Differs from WARD_VERSION_STRING
/// only when the headers and the library come from two builds.
const char* version() noexcept;

}  // namespace ward
