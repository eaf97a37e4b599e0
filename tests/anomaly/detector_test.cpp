#include <catch2/catch.hpp>

#include <limits>

#include "anomaly/series.hpp"
#include "series.hpp"
#include "ward/limits.hpp"

using namespace ward;
using namespace std::chrono_literals;
using test::kStart;
using test::wave;

namespace {

Error error_of(const AnomalyOptions& options, const std::vector<SeriesPoint>& series) {
    const auto result = AnomalyDetector::create(options)->entire(series);
    REQUIRE(!result);
    return result.error();
}

std::string refused(const AnomalyOptions& options) {
    const auto made = AnomalyDetector::create(options);
    return made ? "" : made.error().target;
}

}  // namespace

TEST_CASE("options are refused outside of their ranges and taken at the ends") {
    CHECK(refused({.custom_interval = 0}) == "customInterval");
    CHECK(refused({.period = -1}) == "period");
    CHECK(refused({.max_anomaly_ratio = 0}) == "maxAnomalyRatio");
    CHECK(refused({.max_anomaly_ratio = 0.5}) == "maxAnomalyRatio");
    CHECK(refused({.max_anomaly_ratio = 0.49}) == "");
    CHECK(refused({.sensitivity = -1}) == "sensitivity");
    CHECK(refused({.sensitivity = 100}) == "sensitivity");
    CHECK(refused({.sensitivity = 0}) == "");
    CHECK(refused({.impute_value = std::numeric_limits<double>::quiet_NaN()}) == "imputeFixedValue");
    CHECK(refused({.alpha = 0}) == "alpha");
}

TEST_CASE("a series has 12 to 8,640 points") {
    const AnomalyOptions options{.period = 0};
    CHECK(error_of(options, wave(11, 5, 1h)).target == "series");
    CHECK(AnomalyDetector::create(options)->entire(wave(12, 5, 1h)));
    CHECK(AnomalyDetector::create(options)->last(wave(limits::kMaxSeriesPoints, 5, 1h)));
    CHECK(error_of(options, wave(limits::kMaxSeriesPoints + 1, 5, 1h)).target == "series");
}

TEST_CASE("values are numbers of at most 1e100") {
    auto series = wave(20, 5, 1h);
    series[7].value = std::numeric_limits<double>::quiet_NaN();
    CHECK(error_of({}, series).code == Errc::invalid_field);
    CHECK(error_of({}, series).target == "series[7].value");
    for (const double value : {std::numeric_limits<double>::infinity(), -1e308, 1.01e100}) {
        series[7].value = value;
        CHECK(error_of({}, series).target == "series");
    }
}

TEST_CASE("times ascend on the grid, and the error names index, granularity and interval") {
    const AnomalyOptions options{.granularity = Granularity::hourly, .custom_interval = 2};
    auto series = wave(20, 5, 2h);
    series[9].time = series[8].time;
    CHECK(error_of(options, series).message.find("index 9") != std::string::npos);
    series[9].time -= 1h;
    CHECK(error_of(options, series).message.find("ascending") != std::string::npos);
    series[9].time = series[8].time + 1h;
    const std::string message = error_of(options, series).message;
    CHECK(message.find("index 9 is invalid in hourly granularity with 2 gran") != std::string::npos);
    series[9].time = decltype(series[9].time)::max();
    CHECK(error_of(options, series).target == "series");
}

TEST_CASE("months are those of the calendar, with the last day for days that they lack") {
    using namespace std::chrono;
    std::vector<SeriesPoint> series;
    for (int i = 0; i < 24; ++i) {
        const auto month = year_month(year(2023), std::chrono::month(1)) + months(i);
        const auto last_day = (month / last).day();
        series.push_back(
            {sys_days(month / std::min(std::chrono::day(31), last_day)), static_cast<double>(i % 5)});
    }
    const auto placed = anomaly::check_series(series, {.granularity = Granularity::monthly});
    REQUIRE(placed);
    CHECK(placed->indices.back() == 23);
    CHECK(!anomaly::check_series(series, {.granularity = Granularity::daily, .custom_interval = 30}));
}

TEST_CASE("a leap day is a day") {
    const auto placed = anomaly::check_series(wave(14, 5, 24h), {.granularity = Granularity::daily});
    REQUIRE(placed);
    CHECK(placed->indices.back() == 13);
}

TEST_CASE("a period needs more than two cycles, and not more than half of the points missing") {
    CHECK(error_of({.period = 10}, wave(20, 10, 1h)).target == "period");
    CHECK(AnomalyDetector::create({.period = 10})->entire(wave(21, 10, 1h)));
    auto sparse = wave(60, 6, 1h);
    std::erase_if(sparse, [](const SeriesPoint& p) { return (p.time - kStart) / 1h % 3 != 0; });
    CHECK(error_of({.granularity = Granularity::hourly, .period = 6}, sparse).target == "series");
}

TEST_CASE("gaps are filled in every mode, and the answer has only the given points") {
    auto series = wave(200, 24, 1h);
    series.erase(series.begin() + 50, series.begin() + 90);
    series.erase(series.begin() + 20, series.begin() + 23);
    for (int mode = 0; mode <= static_cast<int>(ImputeMode::not_fill); ++mode) {
        const auto result = AnomalyDetector::create({.granularity = Granularity::hourly,
                                                     .impute_mode = static_cast<ImputeMode>(mode),
                                                     .impute_value = 100})
                                ->entire(series);
        REQUIRE(result);
        CHECK(result->points.size() == series.size());
    }
}

TEST_CASE("a spike is found in a wave, with its direction, by both boundaries") {
    for (const auto boundary : {BoundaryVersion::v1, BoundaryVersion::v2}) {
        auto series = wave(240, 24, 1h);
        series[100].value += 60;
        series[200].value -= 60;
        const auto result = AnomalyDetector::create(
                                {.granularity = Granularity::hourly, .sensitivity = 90, .boundary = boundary})
                                ->entire(series);
        REQUIRE(result);
        CHECK(result->period == 24);
        CHECK(result->points[100].is_positive_anomaly);
        CHECK(result->points[200].is_negative_anomaly);
        CHECK(!result->points[150].is_anomaly());
    }
}

TEST_CASE("a higher sensitivity never makes the band wider") {
    const auto series = wave(120, 24, 1h);
    std::vector<double> wider(series.size(), std::numeric_limits<double>::infinity());
    for (int sensitivity = 0; sensitivity <= 98; sensitivity += 7) {
        const auto result =
            AnomalyDetector::create({.granularity = Granularity::hourly, .sensitivity = sensitivity})
                ->entire(series);
        for (std::size_t i = 0; i < series.size(); ++i) {
            CHECK(result->points[i].upper_margin <= wider[i]);
            wider[i] = result->points[i].upper_margin;
        }
    }
}

TEST_CASE("times are read in the forms of ISO 8601 that clients send") {
    const auto noon = kStart + 12h;
    for (const char* text :
         {"2024-02-28T12:00:00Z", "2024-02-28T12:00", "2024-02-28 12:00:00", "2024-02-28T13:00:00+01:00",
          "2024-02-28T04:30:00-0730", "2024-02-28t12:00:00.000z"})
        CHECK(parse_time(text) == noon);
    CHECK(parse_time("2024-02-29") == kStart + 24h);
    CHECK(parse_time("2024-02-28T00:00:00.1234567Z") == kStart + 123456us);
    for (const char* text : {"", "2023-02-29", "2024-02-30", "2024-13-01", "2024-02-28T24:00:00",
                             "2024-02-28T12", "2024-02-28T12:00:60Z", "2024-02-28T12:00:00.",
                             "2024-02-28T12:00:00ZZ", "20240228", "yesterday", "0000-01-01"})
        CHECK(!parse_time(text));
}

TEST_CASE("change points are at steps, and noise has none") {
    auto series = wave(200, 1e9, 24h, 2);
    const auto detector = ChangePointDetector::create(
        {.granularity = Granularity::daily, .period = 0, .stable_trend_window = 20});
    const auto none = detector->detect(series);
    for (const auto& point : none->points) CHECK(!point.is_change_point);
    for (std::size_t i = 120; i < series.size(); ++i) series[i].value += 50;
    const auto one = detector->detect(series);
    for (std::size_t i = 0; i < series.size(); ++i) CHECK(one->points[i].is_change_point == (i == 120));
    CHECK(one->points[120].confidence == 1);
    CHECK(ChangePointDetector::create({.stable_trend_window = 2}).error().target == "stableTrendWindow");
    CHECK(ChangePointDetector::create({.threshold = 1}).error().target == "threshold");
    CHECK(ChangePointDetector::create({.stable_trend_window = 100})->detect(series).error().target ==
          "stableTrendWindow");
}
