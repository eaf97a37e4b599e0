#include "series_file.hpp"

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include <ward/anomaly_detector.hpp>

#include "json_string.hpp"

namespace {

struct Row {
    std::string time;  ///< empty without one
    std::string value;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\"";
    const auto begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

/// Nothing for a line that is no row.
std::optional<Row> row_of(std::string_view line) {
    const auto comma = line.find_first_of(",;\t");
    if (comma == std::string_view::npos)
        return is_number(trimmed(line)) ? std::optional(Row{{}, std::string(trimmed(line))}) : std::nullopt;
    const std::string_view time = trimmed(line.substr(0, comma));
    std::string_view value = line.substr(comma + 1);
    value = trimmed(value.substr(0, value.find_first_of(",;\t")));
    if (!is_number(value) || !ward::parse_time(time)) return std::nullopt;
    return Row{std::string(time), std::string(value)};
}

ward::Result<std::vector<Row>> rows_of(std::string_view text) {
    std::vector<Row> rows;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (trimmed(line).empty()) continue;
        auto row = row_of(line);
        if (row) rows.push_back(*std::move(row));
        else if (number > 1)  // the first may be a heading
            return ward::Error{
                ward::Errc::invalid_field,
                "A line of the series is not a time and a number, such as 2026-01-31T00:00:00Z,42",
                "line " + std::to_string(number)};
    }
    return rows;
}

struct Step {
    std::string_view granularity = "none";
    int interval = 1;
};

/// The most frequent distance between neighbours, in the longest unit that it is a multiple of.
Step step_of(const std::vector<Row>& rows) {
    std::map<std::int64_t, int> counts;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const auto a = ward::parse_time(rows[i - 1].time), b = ward::parse_time(rows[i].time);
        if (a && b) ++counts[(*b - *a).count()];
    }
    std::int64_t usual = 0;
    for (const auto& [distance, count] : counts)
        if (distance > 0 && (usual == 0 || count > counts[usual])) usual = distance;
    constexpr std::int64_t kSecond = 1'000'000, kDay = 86400 * kSecond;
    if (usual >= 365 * kDay && usual <= 366 * kDay) return {"yearly", 1};
    if (usual >= 28 * kDay && usual <= 31 * kDay) return {"monthly", 1};
    const std::pair<std::string_view, std::int64_t> units[] = {
        {"weekly", 7 * kDay},       {"daily", kDay},       {"hourly", 3600 * kSecond},
        {"minutely", 60 * kSecond}, {"secondly", kSecond}, {"microsecond", kSecond / 1000}};
    for (const auto& [name, unit] : units)
        if (usual > 0 && usual % unit == 0 && usual / unit < 1000)
            return {name, static_cast<int>(usual / unit)};
    return {};
}

std::string body_of(const std::vector<Row>& rows, const SeriesOptions& options) {
    const Step step = step_of(rows);
    const bool named = !options.granularity.empty();
    const int interval = options.interval != 0 ? options.interval : named ? 1 : step.interval;
    std::string body = "{\"granularity\":" + json_string(named ? options.granularity : step.granularity);
    body += ",\"customInterval\":" + std::to_string(interval);
    if (options.period >= 0) body += ",\"period\":" + std::to_string(options.period);
    if (options.sensitivity >= 0) body += ",\"sensitivity\":" + std::to_string(options.sensitivity);
    if (options.ratio != 0) body += ",\"maxAnomalyRatio\":" + std::to_string(options.ratio);
    if (!options.impute.empty()) body += ",\"imputeMode\":" + json_string(options.impute);
    body += ",\"series\":[";
    for (const Row& row : rows) {
        if (body.back() != '[') body += ',';
        body += "{\"value\":" + json_string(row.value);
        if (!row.time.empty()) body += ",\"timestamp\":" + json_string(row.time);
        body += '}';
    }
    return body + "]}";
}

}  // namespace

ward::Result<std::string> read_series_file(const std::string& file, const SeriesOptions& options) {
    std::ifstream opened;
    if (file != "-") {
        opened.open(file, std::ios::binary);
        if (!opened)
            return ward::Error{ward::Errc::io_failed, "Could not open the file; check its name", file};
    }
    std::istream& in = file == "-" ? std::cin : opened;
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string::npos && text[first] == '{') return text;
    const auto rows = rows_of(text);
    if (!rows) return rows.error();
    return body_of(*rows, options);
}
