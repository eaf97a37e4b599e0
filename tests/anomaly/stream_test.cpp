#include <catch2/catch.hpp>

#include "series.hpp"

using namespace ward;
using namespace std::chrono_literals;
using test::wave;

namespace {

void check_same(const LastResult& a, const LastResult& b) {
    CHECK(a.period == b.period);
    CHECK(a.model == b.model);
    CHECK(a.point.expected == b.point.expected);
    CHECK(a.point.upper_margin == b.point.upper_margin);
    CHECK(a.point.lower_margin == b.point.lower_margin);
    CHECK(a.point.severity == b.point.severity);
    CHECK(a.point.is_anomaly() == b.point.is_anomaly());
}

}  // namespace

TEST_CASE("a stream says of each point what last-detect says of its window") {
    const AnomalyOptions kinds[] = {{.granularity = Granularity::hourly, .period = 24},
                                    {.granularity = Granularity::hourly, .period = 0},
                                    {.granularity = Granularity::minutely, .custom_interval = 1, .period = 0},
                                    {}};
    for (const AnomalyOptions& options : kinds) {
        auto series = wave(130, 24, options.granularity == Granularity::minutely ? 1min : 60min);
        series[100].value += 70;
        auto stream = AnomalyStream::create(options, 80);
        REQUIRE(stream);
        for (std::size_t i = 0; i < series.size(); ++i) {
            const auto said = stream->push(series[i]);
            const std::size_t first = i >= 80 ? i - 79 : 0;
            const auto last =
                AnomalyDetector::create(options)->last(std::span(series).subspan(first, i + 1 - first));
            REQUIRE(said.has_value() == last.has_value());
            if (said) check_same(*said, *last);
        }
    }
}

TEST_CASE("a refused point is not kept") {
    auto stream = AnomalyStream::create({.granularity = Granularity::hourly, .period = 0}, 20);
    const auto series = wave(15, 5, 1h);
    for (const SeriesPoint& point : series) static_cast<void>(stream->push(point));
    CHECK(stream->push(series.back()).error().target == "series");
    CHECK(stream->push({series.back().time + 90min, 1}).error().target == "series");
    CHECK(stream->points().size() == 15);
    CHECK(stream->push({series.back().time + 1h, 100}));
    CHECK(stream->points().size() == 16);
}

TEST_CASE("a saved stream goes on where it was, and damage to it is noticed") {
    auto stream =
        AnomalyStream::create({.granularity = Granularity::hourly, .period = 5, .sensitivity = 80}, 30);
    const auto series = wave(41, 5, 1h);
    for (std::size_t i = 0; i < 40; ++i) static_cast<void>(stream->push(series[i]));
    const auto bytes = stream->save();
    auto restored = AnomalyStream::restore(bytes);
    REQUIRE(restored);
    check_same(*restored->push(series[40]), *stream->push(series[40]));
    CHECK(restored->save() == stream->save());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK(!AnomalyStream::restore(std::span(bytes).first(size)));
    auto foreign = bytes;
    foreign[0] = std::byte{0};
    CHECK(AnomalyStream::restore(foreign).error().target == "state");
}
