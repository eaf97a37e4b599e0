#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "anomaly/series.hpp"
#include "ward/anomaly_detector.hpp"
#include "ward/limits.hpp"

namespace ward {
namespace {

// The saved form: these numbers, then time and value of each point, all of them 8 bytes, the lowest first.
constexpr std::uint64_t kMagic = 0x31'4D'41'45'52'54'53'57;  // "WSTREAM1"

class Saver {
public:
    void number(std::uint64_t value) {
        for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<std::byte>(value >> shift));
    }
    void integer(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
    void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }

    std::vector<std::byte> take() && { return std::move(bytes_); }

private:
    std::vector<std::byte> bytes_;
};

class Loader {
public:
    explicit Loader(std::span<const std::byte> bytes) : rest_(bytes) {}

    // 0 once the bytes are used up; ok() tells.
    std::uint64_t number() {
        if (rest_.size() < sizeof(std::uint64_t)) return ok_ = false, 0;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof value; ++i)
            value |= std::to_integer<std::uint64_t>(rest_[i]) << (8 * i);
        rest_ = rest_.subspan(sizeof value);
        return value;
    }
    std::int64_t integer() { return static_cast<std::int64_t>(number()); }
    double real() { return std::bit_cast<double>(number()); }

    // A number that is an enumeration's or an int's.
    int small() {
        const std::int64_t value = integer();
        if (value < -1 || value > std::numeric_limits<int>::max()) ok_ = false;
        return ok_ ? static_cast<int>(value) : 0;
    }

    bool ok() const noexcept { return ok_; }
    std::size_t left() const noexcept { return rest_.size(); }

private:
    std::span<const std::byte> rest_;
    bool ok_ = true;
};

void save_options(Saver& saver, const AnomalyOptions& options) {
    saver.integer(static_cast<int>(options.granularity));
    saver.integer(options.custom_interval);
    saver.integer(options.period.value_or(-1));
    saver.real(options.max_anomaly_ratio);
    saver.integer(options.sensitivity);
    saver.integer(static_cast<int>(options.impute_mode));
    saver.real(options.impute_value);
    saver.real(options.alpha);
    saver.integer(static_cast<int>(options.boundary));
}

template <class Enum>
Enum load_enum(Loader& loader, Enum last, bool& known) {
    const int value = loader.small();
    known = known && value >= 0 && value <= static_cast<int>(last);
    return known ? static_cast<Enum>(value) : Enum{};
}

// Nothing when an enumeration has no such value.
std::optional<AnomalyOptions> load_options(Loader& loader) {
    AnomalyOptions out;
    bool known = true;
    out.granularity = load_enum(loader, Granularity::microsecond, known);
    out.custom_interval = loader.small();
    const int period = loader.small();
    if (period >= 0) out.period = period;
    out.max_anomaly_ratio = loader.real();
    out.sensitivity = loader.small();
    out.impute_mode = load_enum(loader, ImputeMode::not_fill, known);
    out.impute_value = loader.real();
    out.alpha = loader.real();
    out.boundary = load_enum(loader, BoundaryVersion::v2, known);
    return known && loader.ok() ? std::optional(out) : std::nullopt;
}

Error bad_state() {
    return {Errc::invalid_argument, "The argument state is not what a stream saved, or is cut short",
            "state"};
}

}  // namespace

Result<AnomalyStream> AnomalyStream::create(const AnomalyOptions& options, std::size_t window) {
    if (auto checked = AnomalyDetector::create(options); !checked) return std::move(checked).error();
    if (window < limits::kMinSeriesPoints || window > limits::kMaxSeriesPoints)
        return Error{Errc::invalid_argument,
                     "The argument window must be from " + std::to_string(limits::kMinSeriesPoints) + " to " +
                         std::to_string(limits::kMaxSeriesPoints),
                     "window"};
    return AnomalyStream(options, window);
}

Result<LastResult> AnomalyStream::push(const SeriesPoint& point) {
    if (auto checked = anomaly::check_next(points_, point, options_); !checked)
        return std::move(checked).error();
    if (points_.size() == window_) points_.erase(points_.begin());
    points_.push_back(point);
    return AnomalyDetector::create(options_)->last(points_);
}

std::vector<std::byte> AnomalyStream::save() const {
    Saver saver;
    saver.number(kMagic);
    save_options(saver, options_);
    saver.number(window_);
    saver.number(points_.size());
    for (const SeriesPoint& point : points_) {
        saver.integer(point.time.time_since_epoch().count());
        saver.real(point.value);
    }
    return std::move(saver).take();
}

Result<AnomalyStream> AnomalyStream::restore(std::span<const std::byte> state) {
    Loader loader(state);
    if (loader.number() != kMagic) return bad_state();
    const auto options = load_options(loader);
    if (!options) return bad_state();
    const std::uint64_t window = loader.number(), count = loader.number();
    auto stream = create(
        *options, static_cast<std::size_t>(std::min<std::uint64_t>(window, limits::kMaxSeriesPoints + 1)));
    if (!stream || !loader.ok() || count > window || loader.left() != count * 16) return bad_state();
    for (std::uint64_t i = 0; i < count; ++i) {
        SeriesPoint point;
        point.time = decltype(point.time)(std::chrono::microseconds(loader.integer()));
        point.value = loader.real();
        if (!anomaly::check_next(stream->points_, point, *options)) return bad_state();
        stream->points_.push_back(point);
    }
    return stream;
}

}  // namespace ward
