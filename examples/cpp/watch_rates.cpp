// Shows: moderate a stream of texts, count what is found in each minute, and tell when that rate is unusual: Analyzer and
// AnomalyStream together.
//
//     build/release/bin/example_watch_rates build/release/packs < chat.log
//     build/release/bin/example_watch_rates build/release/packs chat.log 5     (a "minute" of 5 lines, to replay a file)
//
// Each line of stdin is a text and belongs to the minute in which it comes.

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include <ward/ward.hpp>

int fail(const ward::Error& error) {
    std::cerr << ward::name(error.code) << ": " << error.message << " (" << error.target << ")\n";
    return 1;
}

// Sums up the severities of a minute and lets the stream judge the sum.
class Watch {
public:
    Watch(const ward::Analyzer& analyzer, ward::AnomalyStream stream)
        : analyzer_(analyzer), stream_(std::move(stream)) {}

    void count(const std::string& text) {
        const auto result = analyzer_.analyze({.text = text});
        if (!result) return;  // a line that cannot be judged is not counted
        for (const auto& category : result->categories) severities_ += category.severity;
    }

    void end_minute(std::chrono::sys_time<std::chrono::minutes> minute) {
        const double sum = severities_;
        severities_ = 0;
        const auto judged = stream_.push({.time = minute, .value = sum});
        if (!judged) return;  // the first minutes, while too little is known
        const auto& point = judged->point;
        std::cout << "severities " << sum << ", expected " << point.expected;
        if (point.is_positive_anomaly) std::cout << "  UNUSUALLY MANY, severity " << point.severity;
        std::cout << std::endl;
    }

private:
    const ward::Analyzer& analyzer_;
    ward::AnomalyStream stream_;
    int severities_ = 0;
};

int main(int argc, char** argv) {
    const auto registry =
        ward::ModelRegistry::open({.pack_folder = argc > 1 ? argv[1] : "build/release/packs"});
    if (!registry) return fail(registry.error());
    const auto analyzer = ward::Analyzer::create(*registry);
    if (!analyzer) return fail(analyzer.error());
    // Four hours are enough to know what is usual; a chat of minutes has no cycle that fits into them.
    auto stream = ward::AnomalyStream::create(
        {.granularity = ward::Granularity::minutely, .period = 0, .sensitivity = 85}, 240);
    if (!stream) return fail(stream.error());
    Watch watch(*analyzer, *std::move(stream));

    std::ifstream file;
    if (argc > 2) file.open(argv[2]);
    std::istream& in = argc > 2 ? file : std::cin;
    const int lines_per_minute = argc > 3 ? std::atoi(argv[3]) : 0;  // 0: by the clock
    const auto now = [] {
        return std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
    };
    auto minute = now();
    int lines = 0;
    for (std::string line; std::getline(in, line);) {
        for (; lines_per_minute == 0 && minute < now(); minute += std::chrono::minutes(1))
            watch.end_minute(minute);
        watch.count(line);
        if (lines_per_minute == 0 || ++lines % lines_per_minute != 0) continue;
        watch.end_minute(minute);
        minute += std::chrono::minutes(1);
    }
    watch.end_minute(minute);
}
