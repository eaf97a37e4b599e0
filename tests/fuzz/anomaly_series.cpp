// Makes options and a series of bytes, and checks what holds for every answer: finite numbers, bands that hold normal
// points, and a stream that says the same as last-detect before and after it was saved.
//
// Part of the tests through driver.cpp. With libFuzzer, from the repository's root:
//   clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude -Ilib tests/fuzz/anomaly_series.cpp
//     lib/base/*.cpp lib/anomaly/*.cpp -o /tmp/fuzz_anomaly_series
//   /tmp/fuzz_anomaly_series tests/fuzz/corpus/anomaly_series
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "ward/anomaly_detector.hpp"

namespace {

void require(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "anomaly_series: %s\n", what);
    std::abort();
}

class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    std::size_t left() const { return size_; }
    std::uint8_t byte() {
        if (size_ == 0) return 0;
        --size_;
        return *data_++;
    }
    double real() {
        std::uint64_t bits = 0;
        for (int i = 0; i < 8; ++i) bits = bits << 8 | byte();
        return std::bit_cast<double>(bits);
    }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

ward::AnomalyOptions options_of(Bytes& bytes) {
    ward::AnomalyOptions out;
    out.granularity = static_cast<ward::Granularity>(bytes.byte() % 10);
    out.custom_interval = bytes.byte() % 8;
    if (const int period = bytes.byte(); period < 100) out.period = period;
    out.sensitivity = bytes.byte() % 101;
    out.max_anomaly_ratio = bytes.byte() / 500.0;
    out.impute_mode = static_cast<ward::ImputeMode>(bytes.byte() % 7);
    out.boundary = static_cast<ward::BoundaryVersion>(bytes.byte() % 2);
    return out;
}

// Small steps and numbers, so that most series are good ones, and now and then any double.
std::vector<ward::SeriesPoint> series_of(Bytes& bytes, ward::Granularity granularity) {
    using namespace std::chrono;
    const microseconds steps[] = {seconds(1), days(365),  days(30),   weeks(1),        days(1),
                                  hours(1),   minutes(1), seconds(1), milliseconds(1), seconds(1)};
    std::vector<ward::SeriesPoint> out;
    sys_time<microseconds> time = sys_days(year(2024) / 2 / 28);
    while (bytes.left() > 1 && out.size() < 600) {
        const int kind = bytes.byte();
        double value = static_cast<std::int8_t>(bytes.byte());
        if (kind == 255) value = bytes.real();
        if (kind == 254) value *= 1e99;
        out.push_back({time, value});
        time += steps[static_cast<std::size_t>(granularity)] * (kind % 16 == 15 ? kind / 16 : 1);
    }
    return out;
}

void check(const ward::PointJudgement& point, double value) {
    require(std::isfinite(point.expected) && std::isfinite(point.upper_margin) &&
                std::isfinite(point.lower_margin),
            "numbers are finite");
    require(point.severity >= 0 && point.severity <= 1, "a severity is 0 to 1");
    require(!(point.is_positive_anomaly && point.is_negative_anomaly), "an anomaly has one direction");
    require(!point.is_positive_anomaly || value >= point.expected, "a positive anomaly is above");
    require(!point.is_negative_anomaly || value <= point.expected, "a negative anomaly is below");
}

bool same(const ward::LastResult& a, const ward::LastResult& b) {
    return a.period == b.period && a.model == b.model && a.point.expected == b.point.expected &&
           a.point.upper_margin == b.point.upper_margin && a.point.severity == b.point.severity;
}

void check_stream(const ward::AnomalyOptions& options, std::span<const ward::SeriesPoint> series) {
    auto stream = ward::AnomalyStream::create(options, 16);
    require(stream.has_value(), "a stream takes what a detector takes");
    const auto detector = ward::AnomalyDetector::create(options);
    std::size_t pushed = 0;
    for (const ward::SeriesPoint& point : series.first(std::min<std::size_t>(series.size(), 22))) {
        if (++pushed == 19) stream = ward::AnomalyStream::restore(stream->save());
        require(stream.has_value(), "what was saved is restored");
        const auto said = stream->push(point);
        if (!said) continue;
        const auto last = detector->last(stream->points());
        require(last.has_value() && same(*said, *last), "a stream says what last-detect says");
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static_cast<void>(ward::AnomalyStream::restore(std::as_bytes(std::span(data, size))));
    static_cast<void>(ward::parse_time({reinterpret_cast<const char*>(data), size}));
    Bytes bytes(data, size);
    const ward::AnomalyOptions options = options_of(bytes);
    const auto series = series_of(bytes, options.granularity);
    const auto detector = ward::AnomalyDetector::create(options);
    if (!detector) return 0;
    if (const auto result = detector->entire(series)) {
        require(result->points.size() == series.size(), "a judgement for each point");
        for (std::size_t i = 0; i < series.size(); ++i) check(result->points[i], series[i].value);
    }
    if (const auto result = detector->last(series)) check(result->point, series.back().value);
    if (const auto changes = ward::ChangePointDetector::create({.granularity = options.granularity})) {
        if (const auto result = changes->detect(series))
            for (const auto& point : result->points)
                require(point.confidence >= 0 && point.confidence <= 1, "a confidence is 0 to 1");
    }
    check_stream(options, series);
    return 0;
}
