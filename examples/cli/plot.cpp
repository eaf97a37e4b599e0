#include "plot.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include <cairo-svg.h>
#include <cairo.h>

namespace {

constexpr double kWidth = 1200, kHeight = 480;
constexpr double kLeft = 90, kRight = 24, kTop = 44, kBottom = 40;

struct Colour {
    double red, green, blue, alpha = 1;
};
constexpr Colour kBand{0.62, 0.78, 0.95, 0.55}, kLine{0.13, 0.22, 0.36}, kMark{0.85, 0.13, 0.10},
    kGrid{0.86, 0.86, 0.86}, kText{0.25, 0.25, 0.25};

class Canvas {
public:
    Canvas(cairo_surface_t* surface, const Plot& plot) : plot_(plot), cairo_(cairo_create(surface)) {
        // The middle of the band is what matters: a wide one must not press the values flat.
        const auto [lowest, highest] = std::ranges::minmax(plot.values);
        const double reach = std::max((highest - lowest) * 0.25, 1e-9 + std::abs(highest) * 1e-3);
        low_ = lowest - reach;
        high_ = highest + reach;
    }
    ~Canvas() { cairo_destroy(cairo_); }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    void draw() {
        choose({1, 1, 1});
        cairo_paint(cairo_);
        draw_grid();
        cairo_save(cairo_);
        cairo_rectangle(cairo_, kLeft, kTop, kWidth - kLeft - kRight, kHeight - kTop - kBottom);
        cairo_clip(cairo_);
        draw_band();
        draw_values();
        draw_marks();
        cairo_restore(cairo_);
    }

private:
    void choose(Colour c) { cairo_set_source_rgba(cairo_, c.red, c.green, c.blue, c.alpha); }

    double x(std::size_t i) const {
        const double steps = static_cast<double>(std::max<std::size_t>(plot_.values.size() - 1, 1));
        return kLeft + (kWidth - kLeft - kRight) * static_cast<double>(i) / steps;
    }
    double y(double value) const {
        const double share = std::clamp((value - low_) / (high_ - low_), -1.0, 2.0);
        return kHeight - kBottom - (kHeight - kTop - kBottom) * share;
    }

    /// @param place  0: text begins at `at`, 1: it ends there
    void write(const std::string& text, double at, double baseline, double place) {
        cairo_text_extents_t extents;
        cairo_text_extents(cairo_, text.c_str(), &extents);
        cairo_move_to(cairo_, at - extents.x_advance * place, baseline);
        cairo_show_text(cairo_, text.c_str());
    }

    void draw_grid() {
        constexpr int kLines = 5;
        cairo_select_font_face(cairo_, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
        cairo_set_font_size(cairo_, 13);
        for (int line = 0; line <= kLines; ++line) {
            const double value = low_ + (high_ - low_) * line / kLines;
            choose(kGrid);
            cairo_set_line_width(cairo_, 1);
            cairo_move_to(cairo_, kLeft, y(value));
            cairo_line_to(cairo_, kWidth - kRight, y(value));
            cairo_stroke(cairo_);
            char label[32];
            std::snprintf(label, sizeof label, "%.5g", value);
            choose(kText);
            write(label, kLeft - 8, y(value) + 4, 1);
        }
        write(plot_.first, kLeft, kHeight - 14, 0);
        write(plot_.last, kWidth - kRight, kHeight - 14, 1);
        cairo_set_font_size(cairo_, 15);
        write(plot_.title, kLeft, 26, 0);
    }

    void draw_band() {
        if (plot_.upper.empty()) return;
        for (std::size_t i = 0; i < plot_.upper.size(); ++i) cairo_line_to(cairo_, x(i), y(plot_.upper[i]));
        for (std::size_t i = plot_.lower.size(); i-- > 0;) cairo_line_to(cairo_, x(i), y(plot_.lower[i]));
        cairo_close_path(cairo_);
        choose(kBand);
        cairo_fill(cairo_);
    }

    void draw_values() {
        for (std::size_t i = 0; i < plot_.values.size(); ++i) cairo_line_to(cairo_, x(i), y(plot_.values[i]));
        choose(kLine);
        cairo_set_line_width(cairo_, 1.4);
        cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cairo_);
    }

    void draw_marks() {
        choose(kMark);
        for (const std::size_t i : plot_.marked) {
            if (plot_.upper.empty()) {
                cairo_set_line_width(cairo_, 1.6);
                cairo_move_to(cairo_, x(i), kTop);
                cairo_line_to(cairo_, x(i), kHeight - kBottom);
                cairo_stroke(cairo_);
            } else {
                cairo_arc(cairo_, x(i), y(plot_.values[i]), 4.5, 0, 2 * 3.14159265358979);
                cairo_fill(cairo_);
            }
        }
    }

    const Plot& plot_;
    cairo_t* cairo_;
    double low_ = 0, high_ = 1;
};

}  // namespace

bool write_plot(const Plot& plot, const std::string& file) {
    const bool svg = file.ends_with(".svg");
    const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
        svg ? cairo_svg_surface_create(file.c_str(), kWidth, kHeight)
            : cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(kWidth),
                                         static_cast<int>(kHeight)),
        cairo_surface_destroy);
    Canvas(surface.get(), plot).draw();
    if (!svg) return cairo_surface_write_to_png(surface.get(), file.c_str()) == CAIRO_STATUS_SUCCESS;
    cairo_surface_finish(surface.get());
    return cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS;
}
