#include "image_judgement.hpp"

#include <algorithm>
#include <filesystem>

#include "terminal.hpp"

namespace {

constexpr std::size_t kNameColumns = 28;
constexpr std::size_t kTextColumns = 32;

bool decided(const ward::ImageResult& result, ward::ImageEvidence evidence) {
    return std::ranges::any_of(result.categories, [&](const ward::ImageCategoryResult& category) {
        return category.severity > 0 && category.evidence == evidence;
    });
}

// Of a path that is too long, the file's name.
std::string short_name(const std::string& path) {
    std::string shown = printable(path);
    if (width(shown) <= kNameColumns) return shown;
    return shortened(printable(std::filesystem::path(path).filename().string()), kNameColumns);
}

std::string who_decided(const ward::ImageResult& result) {
    const bool text = decided(result, ward::ImageEvidence::text);
    if (decided(result, ward::ImageEvidence::visual)) return text ? "both" : "picture";
    return text ? "text" : "";
}

// Harmful text is masked, since a person reads the table.
std::string text_of(const ward::ImageResult& result) {
    std::string text;
    for (const ward::TextLine& line : result.lines) text += (text.empty() ? "" : " / ") + line.text;
    text = shortened(printable(text), kTextColumns);
    return decided(result, ward::ImageEvidence::text) ? masked(text) : text;
}

}  // namespace

std::vector<Column> image_columns(const ward::ImageRequest& request) {
    std::vector<Column> columns{{.title = "Picture"}};
    add_severity_columns(request.categories, columns);
    columns.push_back({.title = "Decided by"});
    if (request.read_text) columns.push_back({.title = "Text in it", .shrinks = true});
    columns.push_back({.title = "ms", .right_aligned = true});
    return columns;
}

std::vector<Cell> image_row(const ward::ImageRequest& request, const ImageJudgement& judgement,
                            const std::string& name) {
    std::vector<Cell> row{{short_name(name)}};
    if (judgement.result) {
        for (const auto& category : judgement.result->categories)
            row.push_back(severity_cell(category.severity));
        row.push_back({who_decided(*judgement.result)});
        if (request.read_text) row.push_back({text_of(*judgement.result)});
    }
    // An error leaves the verdicts out; it is told on its own.
    row.resize(image_columns(request).size() - 1, {"-", Style::faint});
    row.push_back(milliseconds_cell(judgement.milliseconds));
    return row;
}
