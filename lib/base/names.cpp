// The spellings of the public enums, and the version.
#include "ward/anomaly_detector.hpp"
#include "ward/category.hpp"
#include "ward/error.hpp"
#include "ward/image_format.hpp"
#include "ward/model_registry.hpp"
#include "ward/version.hpp"

namespace ward {

const char* version() noexcept { return WARD_VERSION_STRING; }

std::string_view name(Category category) noexcept {
    switch (category) {
        case Category::hate: return "Hate";
        case Category::self_harm: return "SelfHarm";
        case Category::sexual: return "Sexual";
        case Category::violence: return "Violence";
    }
    return "";
}

std::optional<Category> category_from_name(std::string_view text) noexcept {
    for (const Category category : kAllCategories)
        if (name(category) == text) return category;
    return std::nullopt;
}

std::string_view name(Precision precision) noexcept {
    switch (precision) {
        case Precision::automatic: return "auto";
        case Precision::fp32: return "fp32";
        case Precision::bf16: return "bf16";
        case Precision::fp16: return "fp16";
    }
    return "";
}

std::string_view name(ImageFormat format) noexcept {
    switch (format) {
        case ImageFormat::jpeg: return "jpeg";
        case ImageFormat::png: return "png";
        case ImageFormat::webp: return "webp";
        case ImageFormat::gif: return "gif";
        case ImageFormat::bmp: return "bmp";
        case ImageFormat::tiff: return "tiff";
    }
    return "";
}

std::string_view name(Granularity granularity) noexcept {
    switch (granularity) {
        case Granularity::none: return "none";
        case Granularity::yearly: return "yearly";
        case Granularity::monthly: return "monthly";
        case Granularity::weekly: return "weekly";
        case Granularity::daily: return "daily";
        case Granularity::hourly: return "hourly";
        case Granularity::minutely: return "minutely";
        case Granularity::secondly: return "secondly";
        case Granularity::microsecond: return "microsecond";
    }
    return "";
}

std::optional<Granularity> granularity_from_name(std::string_view text) noexcept {
    using enum Granularity;
    for (const Granularity each :
         {none, yearly, monthly, weekly, daily, hourly, minutely, secondly, microsecond})
        if (name(each) == text) return each;
    return std::nullopt;
}

std::string_view name(ImputeMode mode) noexcept {
    switch (mode) {
        case ImputeMode::automatic: return "auto";
        case ImputeMode::previous: return "previous";
        case ImputeMode::linear: return "linear";
        case ImputeMode::fixed: return "fixed";
        case ImputeMode::zero: return "zero";
        case ImputeMode::not_fill: return "notFill";
    }
    return "";
}

std::optional<ImputeMode> impute_mode_from_name(std::string_view text) noexcept {
    using enum ImputeMode;
    for (const ImputeMode each : {automatic, previous, linear, fixed, zero, not_fill})
        if (name(each) == text) return each;
    return std::nullopt;
}

std::string_view name(Errc code) noexcept {
    switch (code) {
        case Errc::ok: return "ok";
        case Errc::invalid_argument: return "invalid_argument";
        case Errc::invalid_utf8: return "invalid_utf8";
        case Errc::unknown_category: return "unknown_category";
        case Errc::version_mismatch: return "version_mismatch";
        case Errc::invalid_name: return "invalid_name";
        case Errc::text_too_long: return "text_too_long";
        case Errc::too_deep: return "too_deep";
        case Errc::body_too_large: return "body_too_large";
        case Errc::overloaded: return "overloaded";
        case Errc::deadline_exceeded: return "deadline_exceeded";
        case Errc::cancelled: return "cancelled";
        case Errc::image_too_small: return "image_too_small";
        case Errc::image_too_large: return "image_too_large";
        case Errc::image_file_too_large: return "image_file_too_large";
        case Errc::blocklist_full: return "blocklist_full";
        case Errc::invalid_json: return "invalid_json";
        case Errc::invalid_field: return "invalid_field";
        case Errc::image_unreadable: return "image_unreadable";
        case Errc::folder_not_found: return "folder_not_found";
        case Errc::model_not_found: return "model_not_found";
        case Errc::version_not_found: return "version_not_found";
        case Errc::blocklist_not_found: return "blocklist_not_found";
        case Errc::item_not_found: return "item_not_found";
        case Errc::pack_unreadable: return "pack_unreadable";
        case Errc::pack_foreign: return "pack_foreign";
        case Errc::pack_version: return "pack_version";
        case Errc::pack_invalid: return "pack_invalid";
        case Errc::pack_digest: return "pack_digest";
        case Errc::model_failed: return "model_failed";
        case Errc::device_unavailable: return "device_unavailable";
        case Errc::out_of_memory: return "out_of_memory";
        case Errc::io_failed: return "io_failed";
        case Errc::store_unavailable: return "store_unavailable";
        case Errc::store_invalid: return "store_invalid";
        case Errc::store_version: return "store_version";
        case Errc::internal: return "internal";
    }
    return "";
}

}  // namespace ward
