// The anomaly detector, one thread. `bench_anomaly_peer.py` beside it runs the reference on the same series.
//     bench_anomaly --benchmark_repetitions=5 --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "ward/anomaly_detector.hpp"

namespace {

using namespace ward;

// The series of bench_anomaly_peer.py: a wave, a slope, noise and a spike in a hundred points.
std::vector<SeriesPoint> series(std::size_t count, double cycle, std::chrono::microseconds step) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise;
    std::vector<SeriesPoint> out;
    std::chrono::sys_time<std::chrono::microseconds> time =
        std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    for (std::size_t i = 0; i < count; ++i, time += step) {
        const double place = static_cast<double>(i);
        const double wave = cycle > 0 ? 20 * std::sin(2 * 3.14159265358979 * place / cycle) : 0;
        out.push_back({time, 100 + wave + place / 100 + 3 * noise(random) + (i % 100 == 57 ? 40 : 0)});
    }
    return out;
}

void entire(benchmark::State& state, AnomalyOptions options, double cycle, std::chrono::microseconds step) {
    const auto points = series(static_cast<std::size_t>(state.range(0)), cycle, step);
    const auto detector = AnomalyDetector::create(options);
    for (auto _ : state) benchmark::DoNotOptimize(detector->entire(points));
    state.counters["requests/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

void push(benchmark::State& state, AnomalyOptions options, double cycle, std::chrono::microseconds step) {
    const auto window = static_cast<std::size_t>(state.range(0));
    const auto points = series(window * 3, cycle, step);
    auto stream = AnomalyStream::create(options, window);
    for (std::size_t i = 0; i < window; ++i) static_cast<void>(stream->push(points[i]));
    SeriesPoint next = points[window];
    for (auto _ : state) {
        benchmark::DoNotOptimize(stream->push(next));
        next.time += step;
        next.value = points[window + static_cast<std::size_t>(state.iterations()) % window].value;
    }
}

using namespace std::chrono_literals;

BENCHMARK_CAPTURE(entire, minutely, {.granularity = Granularity::minutely}, 0.0, 60s)
    ->Arg(1440)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(entire, hourly, {.granularity = Granularity::hourly}, 24.0, 3600s)
    ->Arg(168)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(entire, largest_seasonal, {.granularity = Granularity::hourly}, 24.0, 3600s)
    ->Arg(8640)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(entire, largest_minutely, {.granularity = Granularity::minutely}, 0.0, 60s)
    ->Arg(8640)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(entire, largest_none, {}, 0.0, 60s)->Arg(8640)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(push, no_cycle, {.granularity = Granularity::daily, .period = 0}, 0.0, 86400s)
    ->Arg(29)
    ->Arg(240)
    ->Arg(1000)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(push, seasonal, {.granularity = Granularity::hourly, .period = 24}, 24.0, 3600s)
    ->Arg(97)
    ->Arg(1000)
    ->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
