// Just enough drawing for annotated pictures: frames and short labels, on pixels that become a PNG.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <ward/quad.hpp>
#include <ward/rgb_image.hpp>

struct Colour {
    std::uint8_t red, green, blue;
};

class Canvas {
public:
    Canvas(std::uint32_t width, std::uint32_t height, Colour background);

    /// At the top left corner.
    void paste(const ward::RgbImage& image);

    void fill(float left, float top, float width, float height, Colour colour);

    /// The outline of a quad: a line of that width, with a dark edge so that it shows on any picture.
    void frame(const ward::Quad& quad, float width, Colour colour);

    /// @param text  printable ASCII
    /// @param scale  pixels of a letter's strokes
    void text(float left, float top, std::string_view text, int scale, Colour colour);

    std::uint32_t width() const { return image_.width; }
    std::uint32_t height() const { return image_.height; }

    ward::Result<void> write_png(const std::string& path) const;

private:
    void line(ward::Point from, ward::Point to, float width, Colour colour);
    void blend(std::uint32_t x, std::uint32_t y, Colour colour, float share);

    ward::RgbImage image_;
};

/// Of a text on one line, in pixels.
float text_width(std::string_view text, int scale);
float text_height(int scale);
