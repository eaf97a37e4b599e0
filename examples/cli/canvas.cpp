#include "canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include <png.h>
#include <stb/stb_easy_font.h>

namespace {

constexpr Colour kEdge{20, 20, 20};

// What stb_easy_font draws with: a rectangle is four of them, clockwise.
struct Vertex {
    float x, y, z;
    std::array<unsigned char, 4> colour;
};
constexpr std::size_t kVerticesOfLetter = 4 * 16;  // more than any letter has

float distance(ward::Point point, ward::Point from, ward::Point to) {
    const float dx = to.x - from.x, dy = to.y - from.y;
    const float length2 = dx * dx + dy * dy;
    const float along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / std::max(length2, 1e-6F);
    const float t = std::clamp(along, 0.0F, 1.0F);
    return std::hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}

// The pixels that a stretch touches.
struct Stretch {
    std::uint32_t begin, end;

    Stretch(float low, float high, std::uint32_t size)
        : begin(static_cast<std::uint32_t>(std::clamp(std::floor(low), 0.0F, static_cast<float>(size)))),
          end(static_cast<std::uint32_t>(std::clamp(std::ceil(high), 0.0F, static_cast<float>(size)))) {}
};

}  // namespace

Canvas::Canvas(std::uint32_t width, std::uint32_t height, Colour background)
    : image_{width, height, std::vector<std::uint8_t>(std::size_t{width} * height * 3)} {
    fill(0, 0, static_cast<float>(width), static_cast<float>(height), background);
}

void Canvas::paste(const ward::RgbImage& image) {
    const std::size_t columns = std::min(image.width, image_.width),
                      rows = std::min(image.height, image_.height);
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(&image.rgb[y * image.width * 3], columns * 3, &image_.rgb[y * image_.width * 3]);
}

void Canvas::blend(std::uint32_t x, std::uint32_t y, Colour colour, float share) {
    std::uint8_t* pixel = &image_.rgb[(std::size_t{y} * image_.width + x) * 3];
    const std::uint8_t over[3] = {colour.red, colour.green, colour.blue};
    for (int i = 0; i < 3; ++i) {
        const float under = pixel[i];
        pixel[i] =
            static_cast<std::uint8_t>(std::lround(under + (static_cast<float>(over[i]) - under) * share));
    }
}

void Canvas::fill(float left, float top, float width, float height, Colour colour) {
    const Stretch columns(std::round(left), std::round(left + width), image_.width);
    const Stretch rows(std::round(top), std::round(top + height), image_.height);
    for (std::uint32_t y = rows.begin; y < rows.end; ++y)
        for (std::uint32_t x = columns.begin; x < columns.end; ++x) blend(x, y, colour, 1);
}

// A pixel is covered by as much of the line as its middle is inside.
void Canvas::line(ward::Point from, ward::Point to, float width, Colour colour) {
    const float reach = width / 2 + 1;
    const auto [left, right] = std::minmax(from.x, to.x);
    const auto [top, bottom] = std::minmax(from.y, to.y);
    const Stretch columns(left - reach, right + reach, image_.width);
    const Stretch rows(top - reach, bottom + reach, image_.height);
    for (std::uint32_t y = rows.begin; y < rows.end; ++y) {
        for (std::uint32_t x = columns.begin; x < columns.end; ++x) {
            const ward::Point middle{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
            const float share = width / 2 + 0.5F - distance(middle, from, to);
            if (share > 0) blend(x, y, colour, std::min(share, 1.0F));
        }
    }
}

void Canvas::frame(const ward::Quad& quad, float width, Colour colour) {
    for (const bool edge : {true, false})
        for (std::size_t i = 0; i < quad.size(); ++i)
            line(quad[i], quad[(i + 1) % quad.size()], edge ? width + 2 : width, edge ? kEdge : colour);
}

void Canvas::text(float left, float top, std::string_view text, int scale, Colour colour) {
    std::string letters(text);
    std::vector<Vertex> vertices(kVerticesOfLetter * letters.size());
    const int rectangles = stb_easy_font_print(0, 0, letters.data(), nullptr, vertices.data(),
                                               static_cast<int>(vertices.size() * sizeof(Vertex)));
    const auto pixels = static_cast<float>(scale);
    for (std::size_t i = 0; i < static_cast<std::size_t>(rectangles); ++i) {
        const Vertex &first = vertices[4 * i], &opposite = vertices[4 * i + 2];
        fill(left + first.x * pixels, top + first.y * pixels, (opposite.x - first.x) * pixels,
             (opposite.y - first.y) * pixels, colour);
    }
}

ward::Result<void> Canvas::write_png(const std::string& path) const {
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = image_.width;
    png.height = image_.height;
    png.format = PNG_FORMAT_RGB;
    png.flags = PNG_IMAGE_FLAG_FAST;
    if (png_image_write_to_file(&png, path.c_str(), 0, image_.rgb.data(), 0, nullptr) != 0) return {};
    return ward::Error{ward::Errc::io_failed, "Could not write " + path + ": " + png.message, ""};
}

float text_width(std::string_view text, int scale) {
    std::string letters(text);
    return static_cast<float>(stb_easy_font_width(letters.data()) * scale);
}

float text_height(int scale) { return static_cast<float>(10 * scale); }
