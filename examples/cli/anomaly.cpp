#include "anomaly.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <utility>
#include <variant>

#include <unistd.h>

#include "packs.hpp"
#include "plot.hpp"
#include "table.hpp"
#include "terminal.hpp"

namespace {

using ward::json::AnomalyOperation;

/// What each operation finds, in one form.
struct Findings {
    int period = 0;
    ward::Granularity granularity = ward::Granularity::none;
    std::vector<ward::SeriesPoint> series;
    std::vector<ward::PointJudgement>
        judgements;                   ///< of the last points of the series; none for change points
    std::vector<std::size_t> marked;  ///< anomalies or change points

    const ward::PointJudgement& judgement(std::size_t i) const {
        return judgements[i + judgements.size() - series.size()];
    }
};

ward::Result<Findings> find(const AnomalyCommand& command, const std::string& body) {
    auto request = ward::json::read_anomaly_request(command.operation, body);
    if (!request) return std::move(request).error();
    Findings out;
    out.series = std::move(request->series);
    if (const auto* options = std::get_if<ward::ChangePointOptions>(&request->options)) {
        const auto result = ward::ChangePointDetector::create(*options)->detect(out.series);
        if (!result) return result.error();
        out.period = result->period;
        out.granularity = options->granularity;
        for (std::size_t i = 0; i < result->points.size(); ++i)
            if (result->points[i].is_change_point) out.marked.push_back(i);
        return out;
    }
    const auto& options = std::get<ward::AnomalyOptions>(request->options);
    const auto detector = ward::AnomalyDetector::create(options);
    out.granularity = options.granularity;
    if (command.operation == AnomalyOperation::last) {
        const auto result = detector->last(out.series);
        if (!result) return result.error();
        out.period = result->period;
        out.judgements = {result->point};
    } else {
        auto result = detector->entire(out.series);
        if (!result) return std::move(result).error();
        out.period = result->period;
        out.judgements = std::move(result->points);
    }
    for (std::size_t i = out.series.size() - out.judgements.size(); i < out.series.size(); ++i)
        if (out.judgement(i).is_anomaly()) out.marked.push_back(i);
    return out;
}

std::string time_text(const Findings& found, std::size_t i) {
    if (found.granularity == ward::Granularity::none) return std::to_string(i);
    const auto time = std::chrono::floor<std::chrono::seconds>(found.series[i].time);
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    char text[32];
    gmtime_r(&seconds, &parts);
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return text;
}

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

std::string summary(const Findings& found, AnomalyOperation operation) {
    std::string text = std::to_string(found.series.size()) + " points";
    if (found.granularity != ward::Granularity::none) text += ", " + std::string(name(found.granularity));
    text += found.period > 1 ? ", a cycle of " + std::to_string(found.period) : ", no cycle";
    const std::string count = std::to_string(found.marked.size());
    const bool one = found.marked.size() == 1;
    switch (operation) {
        case AnomalyOperation::entire: return text + ": " + count + (one ? " anomaly" : " anomalies");
        case AnomalyOperation::change_point:
            return text + ": " + count + (one ? " change point" : " change points");
        case AnomalyOperation::last: break;
    }
    return text + ": the last is " + (one ? "an anomaly" : "normal");
}

/// The series in one line of blocks, and below it a mark where something was found.
void print_sparkline(const Findings& found, std::size_t available) {
    static constexpr const char* kBlocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const std::size_t n = found.series.size(), columns = std::min(n, available);
    const auto column_of = [&](std::size_t i) { return i * columns / n; };
    std::vector<double> sums(columns), counts(columns);
    std::string marks(columns, ' '), line;
    for (std::size_t i = 0; i < n; ++i) {
        sums[column_of(i)] += found.series[i].value / static_cast<double>(n);
        counts[column_of(i)] += 1 / static_cast<double>(n);
    }
    // Where something was found that is shown, not the mean around it.
    for (const std::size_t i : found.marked) {
        sums[column_of(i)] = found.series[i].value * counts[column_of(i)];
        marks[column_of(i)] = '^';
    }
    for (std::size_t c = 0; c < columns; ++c) sums[c] /= counts[c];
    const auto [lowest, highest] = std::ranges::minmax(sums);
    const double range = highest - lowest;
    for (const double value : sums) {
        const double share = range > 0 ? (value - lowest) / range : 0;
        line += kBlocks[std::min(static_cast<int>(share * 8), 7)];
    }
    std::cout << line << '\n';
    if (!found.marked.empty()) std::cout << marks.substr(0, marks.find_last_of('^') + 1) << '\n';
}

Style severity_look(double severity) {
    return severity >= 0.5 ? Style::high : severity >= 0.2 ? Style::medium : Style::low;
}

void print_points(const Findings& found, AnomalyOperation operation) {
    std::vector<std::size_t> rows = found.marked;
    if (operation == AnomalyOperation::last && rows.empty()) rows = {found.series.size() - 1};
    if (rows.empty()) return;
    std::vector<Column> columns{{"Index", true}, {"Time"}, {"Value", true}};
    const bool judged = !found.judgements.empty();
    if (judged)
        for (const char* title : {"Expected", "From", "To", "Severity"}) columns.push_back({title, true});
    Table table(std::move(columns));
    for (const std::size_t i : rows) {
        std::vector<Cell> row{
            {std::to_string(i)}, {time_text(found, i)}, {number_text(found.series[i].value)}};
        if (judged) {
            const auto& point = found.judgement(i);
            row.push_back({number_text(point.expected)});
            row.push_back({number_text(point.expected - point.lower_margin)});
            row.push_back({number_text(point.expected + point.upper_margin)});
            row.push_back({number_text(point.severity), severity_look(point.severity)});
        }
        table.add(std::move(row));
    }
    table.print(std::cout, terminal_columns(STDOUT_FILENO), wants_colour(STDOUT_FILENO));
}

Plot plot_of(const Findings& found, AnomalyOperation operation) {
    Plot plot;
    plot.marked = found.marked;
    plot.first = time_text(found, 0);
    plot.last = time_text(found, found.series.size() - 1);
    plot.title = summary(found, operation);
    for (const auto& point : found.series) plot.values.push_back(point.value);
    if (operation != AnomalyOperation::entire) return plot;
    for (const auto& point : found.judgements) {
        plot.lower.push_back(point.expected - point.lower_margin);
        plot.upper.push_back(point.expected + point.upper_margin);
    }
    return plot;
}

}  // namespace

int run_anomaly(const AnomalyCommand& command) {
    const auto body = read_series_file(command.file, command.series);
    if (!body) return report(body.error());
    if (command.json) {
        const auto response = ward::json::anomaly_detect(command.operation, *body);
        std::cout << response.body << '\n';
        if (command.plot.empty()) return response.status == 200 ? 0 : kFailed;
    }
    const auto found = find(command, *body);
    if (!found) return report(found.error());
    if (!command.json) {
        std::cout << summary(*found, command.operation) << '\n';
        print_sparkline(*found, terminal_columns(STDOUT_FILENO));
        print_points(*found, command.operation);
    }
    if (!command.plot.empty() && !write_plot(plot_of(*found, command.operation), command.plot))
        return report(
            {ward::Errc::io_failed, "Could not write the plot; check the name of its file", command.plot});
    return 0;
}
