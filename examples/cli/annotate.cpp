#include "annotate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <ward/rgb_image.hpp>

#include "canvas.hpp"

namespace {

constexpr Colour kStrip{32, 34, 38}, kInk{16, 16, 16}, kLine{90, 200, 250};

Colour severity_colour(int severity) {
    if (severity >= 6) return {255, 84, 73};
    if (severity >= 4) return {255, 159, 10};
    return severity >= 2 ? Colour{255, 214, 10} : Colour{174, 180, 188};
}

std::string title(const ward::ImageCategoryResult& category) {
    return std::string(ward::name(category.category)) + ' ' + std::to_string(category.severity);
}

// A place that decided, and about what.
struct Finding {
    ward::Quad region;
    std::string label;
    int severity = 0;
};

// One for each place, however many categories it decided.
std::vector<Finding> findings(const ward::ImageResult& result) {
    std::vector<Finding> found;
    for (const ward::ImageCategoryResult& category : result.categories) {
        if (category.severity == 0 || !category.region) continue;
        const auto same = std::ranges::find(found, *category.region, &Finding::region);
        Finding& finding = same == found.end() ? found.emplace_back(Finding{*category.region, {}, 0}) : *same;
        finding.label += (finding.label.empty() ? "" : ", ") + title(category);
        finding.severity = std::max(finding.severity, category.severity);
    }
    return found;
}

// Entries of the strip below the picture, in as many rows as its width asks for.
struct Entry {
    std::string text;
    Colour colour;
    float left = 0, top = 0;
};

struct Strip {
    std::vector<Entry> entries;
    float width = 0, height = 0;
};

Strip strip_of(const ward::ImageResult& result, float width, int scale) {
    const float gap = text_height(scale) * 0.6F;
    Strip strip{{}, width, gap};
    float left = gap;
    for (const ward::ImageCategoryResult& category : result.categories) {
        Entry entry{title(category), severity_colour(category.severity)};
        if (category.severity > 0)
            entry.text += category.evidence == ward::ImageEvidence::text ? " (text)" : " (picture)";
        const float taken = text_width(entry.text, scale) + 2 * gap;
        if (left > gap && left + taken > width) {
            left = gap;
            strip.height += text_height(scale) + gap;
        }
        entry.left = left;
        entry.top = strip.height;
        left += taken;
        strip.width = std::max(strip.width, left);
        strip.entries.push_back(std::move(entry));
    }
    strip.height += text_height(scale) + gap;
    return strip;
}

struct Box {
    float left, top, right, bottom;

    bool overlaps(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

Box around(const ward::Quad& quad) {
    const auto [left, right] = std::ranges::minmax(quad, {}, &ward::Point::x);
    const auto [top, bottom] = std::ranges::minmax(quad, {}, &ward::Point::y);
    return {left.x, top.y, right.x, bottom.y};
}

// On the region's highest corner, under its lowest, right or left of it: the first of them that hides neither the frame
// nor another line. Of corners that are about as high, the left one counts.
Box label_box(const Finding& finding, const ward::ImageResult& result, float width, float height) {
    constexpr float kTilt = 0.05F;
    const auto high = std::ranges::min(finding.region, {}, [](auto& at) { return at.y + kTilt * at.x; });
    const auto low = std::ranges::max(finding.region, {}, [](auto& at) { return at.y - kTilt * at.x; });
    const Box region = around(finding.region);
    const float middle_x = (region.left + region.right) / 2, middle_y = (region.top + region.bottom) / 2;
    const auto end_at = [&](const ward::Point& corner) {
        return corner.x > middle_x ? corner.x - width : corner.x;
    };
    const auto picture_width = static_cast<float>(result.width),
               picture_height = static_cast<float>(result.height);
    const auto box_at = [&](float left, float top) { return Box{left, top, left + width, top + height}; };
    const Box places[] = {box_at(end_at(high), high.y - height), box_at(end_at(low), low.y),
                          box_at(region.right, middle_y - height / 2),
                          box_at(region.left - width, middle_y - height / 2)};
    for (const Box& place : places) {
        const bool inside = place.left >= 0 && place.top >= 0 && place.right <= picture_width &&
                            place.bottom <= picture_height;
        if (inside && std::ranges::none_of(result.lines, [&](const ward::TextLine& line) {
                return line.quad != finding.region && place.overlaps(around(line.quad));
            }))
            return place;
    }
    return box_at(std::clamp(places[0].left, 0.0F, std::max(0.0F, picture_width - width)),
                  std::max(0.0F, places[0].top));
}

void draw_label(Canvas& canvas, const Finding& finding, const ward::ImageResult& result, float line,
                int scale) {
    const auto margin = static_cast<float>(2 * scale);
    const Box box = label_box(finding, result, text_width(finding.label, scale) + 2 * margin,
                              text_height(scale) + margin + line);
    canvas.fill(box.left, box.top, box.right - box.left, box.bottom - box.top,
                severity_colour(finding.severity));
    canvas.text(box.left + margin, box.top + margin, finding.label, scale, kInk);
}

}  // namespace

ward::Result<void> write_annotated(std::span<const std::byte> bytes, const ward::ImageResult& result,
                                   const std::string& path) {
    const auto image = ward::decode_image(bytes);
    if (!image) return image.error();
    const auto longest = static_cast<float>(std::max(image->width, image->height));
    const int scale = std::max(2, static_cast<int>(std::lround(longest / 500)));
    const float line = std::max(2.5F, longest / 320);

    const Strip strip = strip_of(result, static_cast<float>(image->width), scale);
    Canvas canvas(static_cast<std::uint32_t>(std::ceil(strip.width)),
                  image->height + static_cast<std::uint32_t>(std::ceil(strip.height)), kStrip);
    canvas.paste(*image);
    for (const ward::TextLine& text : result.lines) canvas.frame(text.quad, line * 0.4F, kLine);
    const std::vector<Finding> found = findings(result);
    for (const Finding& finding : found)
        canvas.frame(finding.region, line, severity_colour(finding.severity));
    for (const Finding& finding : found) draw_label(canvas, finding, result, line, scale);
    for (const Entry& entry : strip.entries)
        canvas.text(entry.left, static_cast<float>(image->height) + entry.top, entry.text, scale,
                    entry.colour);
    return canvas.write_png(path);
}
