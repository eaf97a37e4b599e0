/// @file
/// Every numeric limit of the public API, once. All are on by default; an input beyond one is refused
/// before memory for it is taken.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ward::limits {

/// Unicode code points in one text, after JSON decoding: not bytes, not UTF-16 units.
/// @source text:analyze 2023-10-01, member `text`
inline constexpr std::size_t kMaxTextCodePoints = 10'000;

/// Bytes of one text:analyze body. 10,000 code points are at most 120,000 bytes, each written as a
/// surrogate pair of \u escapes; the rest is room for the other members.
inline constexpr std::size_t kMaxBodyBytes = 1u << 20;

/// Bytes of one image:analyze body: kMaxImageBytes as base64 are 5.6 MB; the rest is room for escapes and line breaks.
inline constexpr std::size_t kMaxImageBodyBytes = 8u << 20;

/// Nesting of a JSON request, the outermost object being 1. The deepest documented request needs 5.
inline constexpr std::size_t kMaxJsonDepth = 32;

/// Names in `blocklistNames`. @source documented service limits: lists per resource
inline constexpr std::size_t kMaxBlocklistNames = 100;

/// Characters of a blocklist's name, and of an item's id. @source text/blocklists 2023-10-01, path parameters
inline constexpr std::size_t kMaxBlocklistNameLength = 64;

/// Code points of an item's text, and of a description. @source text/blocklists 2023-10-01
inline constexpr std::size_t kMaxBlocklistTermCodePoints = 128;
inline constexpr std::size_t kMaxDescriptionCodePoints = 1024;

/// Items that one call adds or removes, and items of one page. @source text/blocklists 2023-10-01
inline constexpr std::size_t kMaxBlocklistBatch = 100;
inline constexpr std::size_t kMaxBlocklistPage = 100;

/// Lists of one store, and items in all its lists together: defaults of BlocklistStoreOptions. An item takes
/// some 600 bytes of memory while its list loads (the peak of `ward blocklist match` on a million short ones). The
/// service that the contract comes from allows 10,000.
inline constexpr std::size_t kDefaultBlocklists = 10'000;
inline constexpr std::size_t kDefaultBlocklistItems = 1'000'000;

/// Bytes that a regex item may take: its program, and beside it the states that a search keeps.
inline constexpr std::size_t kRegexMemoryBytes = 1u << 20;

/// Places in one text that one regex item tells of.
inline constexpr std::size_t kMaxRegexHits = 1000;

/// Places that one match tells of when it is asked for every one.
inline constexpr std::size_t kMaxBlocklistHits = 10'000;

/// Bytes of one line or record of a file that items are imported from.
inline constexpr std::size_t kMaxImportLineBytes = 64u << 10;

/// Bytes of one encoded picture.
/// @source image:analyze 2023-10-01, member `image.content`, after base64 decoding
inline constexpr std::size_t kMaxImageBytes = 4u << 20;

/// Pixels of a picture's sides. The document says 50 to 2048; the service as it runs takes up to 7200.
/// @source image:analyze 2023-10-01, member `image`
inline constexpr std::uint32_t kMinImageSide = 50;
inline constexpr std::uint32_t kMaxImageSide = 7200;
inline constexpr std::uint32_t kMaxImageSideStrict = 2048;

/// Bytes of a pack's manifest, and of each further file in a pack.
inline constexpr std::size_t kMaxManifestBytes = 1u << 20;
inline constexpr std::size_t kMaxPackFileBytes = 64u << 20;

/// Tokens that wait in one model's queue before it answers Errc::overloaded (default of
/// RegistryOptions::queue_tokens): about a minute of work for one core.
inline constexpr std::size_t kDefaultQueueTokens = 1u << 18;

/// Points of one time series. @source anomalydetector v1.1, member `series`
inline constexpr std::size_t kMinSeriesPoints = 12;
inline constexpr std::size_t kMaxSeriesPoints = 8640;

/// Size of one value of a series. @source the service's own check
inline constexpr double kMaxSeriesValue = 1e100;

}  // namespace ward::limits
