#include <chrono>
#include <cstddef>

#include "ward/anomaly_detector.hpp"

namespace ward {
namespace {

// Takes a text apart from the left.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool at_end() const noexcept { return rest_.empty(); }

    bool take(std::string_view any_of) noexcept {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // Exactly `count` digits; -1 when they are not there.
    int digits(std::size_t count) noexcept {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') return -1;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return value;
    }

    // What follows a decimal point, in microseconds; -1 when no digit does.
    int fraction() noexcept {
        constexpr std::size_t kKept = 6;
        int value = 0;
        std::size_t count = 0;
        for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count)
            if (count < kKept) value = value * 10 + (rest_[count] - '0');
        rest_.remove_prefix(count);
        if (count == 0) return -1;
        for (; count < kKept; ++count) value *= 10;
        return value;
    }

private:
    std::string_view rest_;
};

using std::chrono::microseconds;

std::optional<std::chrono::sys_days> scan_date(Scanner& scanner) {
    const int year = scanner.digits(4);
    if (!scanner.take("-")) return std::nullopt;
    const int month = scanner.digits(2);
    if (!scanner.take("-")) return std::nullopt;
    const int day = scanner.digits(2);
    if (year < 1 || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<microseconds> scan_clock(Scanner& scanner) {
    const int hour = scanner.digits(2);
    if (!scanner.take(":")) return std::nullopt;
    const int minute = scanner.digits(2);
    int second = 0, fraction = 0;
    if (scanner.take(":")) {
        second = scanner.digits(2);
        if (scanner.take(".,")) fraction = scanner.fraction();
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0)
        return std::nullopt;
    return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second) +
           microseconds(fraction);
}

// How far the clock of the zone is ahead of UTC.
std::optional<microseconds> scan_zone(Scanner& scanner) {
    if (scanner.at_end() || scanner.take("Zz")) return microseconds(0);
    const bool ahead = scanner.take("+");
    if (!ahead && !scanner.take("-")) return std::nullopt;
    const int hour = scanner.digits(2);
    int minute = 0;
    if (!scanner.at_end()) {
        scanner.take(":");
        minute = scanner.digits(2);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    const microseconds offset = std::chrono::hours(hour) + std::chrono::minutes(minute);
    return ahead ? offset : -offset;
}

}  // namespace

std::optional<std::chrono::sys_time<microseconds>> parse_time(std::string_view text) noexcept {
    Scanner scanner(text);
    const auto date = scan_date(scanner);
    if (!date || scanner.at_end()) return date;
    if (!scanner.take("Tt ")) return std::nullopt;
    const auto clock = scan_clock(scanner);
    if (!clock) return std::nullopt;
    const auto zone = scan_zone(scanner);
    if (!zone || !scanner.at_end()) return std::nullopt;
    return *date + *clock - *zone;
}

}  // namespace ward
