// The reader with a detector that takes every bright pixel for text, and a recogniser that reads colours: a line
// whose left end is red reads "go", another reads badly.
#include "image/text_reader.hpp"

#include <catch2/catch.hpp>

#include "image/scripted_backend.hpp"

using namespace ward;
using namespace ward::image;

namespace {

constexpr std::size_t kHeight = 48;

model::Tensor detect_bright(const model::ImageBatch& batch) {
    const std::size_t plane = batch.height * batch.width;
    model::Tensor map{{1, 1, static_cast<std::int64_t>(batch.height), static_cast<std::int64_t>(batch.width)},
                      {}};
    for (std::size_t i = 0; i < plane; ++i) {
        const float most = std::max({batch.values[i], batch.values[plane + i], batch.values[2 * plane + i]});
        map.values.push_back(most > 128 ? 1.F : 0.F);
    }
    return map;
}

model::Tensor read_colours(const model::ImageBatch& batch) {
    const std::size_t steps = batch.width / 8, plane = batch.height * batch.width;
    model::Tensor said{{static_cast<std::int64_t>(batch.count), static_cast<std::int64_t>(steps), 2},
                       std::vector<float>(batch.count * steps * 2)};
    for (std::size_t i = 0; i < batch.count; ++i) {
        // The box grew beyond what is drawn: look a little inside.
        const float* const pixel = &batch.values[i * 3 * plane + kHeight / 2 * batch.width + 26];
        const bool upright = pixel[0] > pixel[plane] + 50;
        float* const step = &said.values[i * steps * 2];
        step[0] = upright ? 1.F : 3.F;
        step[1] = upright ? 0.95F : 0.6F;
        step[2] = upright ? 2.F : 3.F;
        step[3] = 0.95F;
    }
    return said;
}

struct Reader {
    test::Models models;
    int detected = 0, recognized = 0;
    std::shared_ptr<model::Runtime> runtime;

    Reader() {
        models.add("detector", test::image_input(R"("resize":"multiple","width":256,"multiple":32)"),
                   R"({"key":"t","kind":"map","size":1,"stride":1})", {detect_bright, {}, &detected});
        models.add("recognizer",
                   test::image_input(R"("resize":"line","width":640,"height":48,"multiple":32)"),
                   R"({"key":"t","kind":"sequence","stride":8,"symbols":"symbols.txt"})",
                   {read_colours, {}, &recognized});
        models.add_file("symbols.txt", "blank\ng\no\nx\n");
        runtime = models.open();
    }

    Result<std::vector<TextLine>> read(const Picture& picture) {
        const auto reader = TextReader::create(*runtime, {"detector"}, {"recognizer"}).value();
        return reader.read(picture, reader.models(*runtime).value());
    }
};

Picture black(std::uint32_t width = 256, std::uint32_t height = 256) {
    Picture picture{Format::png, {width, height}, 1, Pixels(width, height)};
    std::ranges::fill(picture.pixels.rgb, std::uint8_t{0});
    return picture;
}

// A bar of text: red where it begins, white where it goes on. `right` and `down` of its first pixel's way.
void draw(Picture& picture, int x, int y, int width, int height, Point along) {
    for (int i = 0; i < width; ++i)
        for (int j = 0; j < height; ++j) {
            const int column = x + i * static_cast<int>(along.x) - j * static_cast<int>(along.y);
            const int row = y + i * static_cast<int>(along.y) + j * static_cast<int>(along.x);
            std::uint8_t* const pixel = picture.pixels.row(static_cast<std::size_t>(row)) + 3 * column;
            pixel[0] = 255;
            pixel[1] = pixel[2] = i < width / 2 ? 0 : 255;
        }
}

}  // namespace

TEST_CASE("a line is read where it stands, in pixels of the whole picture") {
    Reader reader;
    Picture picture = black();
    draw(picture, 60, 100, 120, 20, {1, 0});
    picture.size = {512, 512};
    picture.reduction = 2;
    const auto lines = reader.read(picture).value();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "go");
    CHECK(lines[0].confidence == Approx(0.95F));
    const float grown = 1.6F * 120 * 20 / 280;
    CHECK(lines[0].quad[0].x == Approx(2 * (60 - grown)).margin(1));
    CHECK(lines[0].quad[2].y == Approx(2 * (120 + grown)).margin(1));
    CHECK(reader.recognized == 1);
}

TEST_CASE("upside-down and turned lines are read the right way up") {
    for (const Point along : {Point{-1, 0}, Point{0, 1}, Point{0, -1}}) {
        INFO(along.x << ' ' << along.y);
        Reader reader;
        Picture picture = black();
        draw(picture, 128 - 60 * static_cast<int>(along.x), 128 - 60 * static_cast<int>(along.y), 120, 20,
             along);
        const auto lines = reader.read(picture).value();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].text == "go");
        const Point reading = lines[0].quad[1] - lines[0].quad[0];
        CHECK(dot(reading, along) == Approx(length(reading)));
    }
}

TEST_CASE("a picture without text costs the recogniser nothing") {
    Reader reader;
    CHECK(reader.read(black()).value().empty());
    CHECK((reader.detected == 1 && reader.recognized == 0));
}

TEST_CASE("many lines go in few batches, and come back in reading order") {
    Reader reader;
    Picture picture = black();
    for (int i = 0; i < 8; ++i) draw(picture, 40, 4 + 32 * i, 120, 8, {1, 0});
    const auto lines = reader.read(picture).value();
    REQUIRE(lines.size() == 8);
    for (std::size_t i = 1; i < 8; ++i) CHECK(lines[i].quad[0].y > lines[i - 1].quad[0].y);
    CHECK(reader.recognized < 8);
}

TEST_CASE("models of another kind, and symbols that are no UTF-8, are refused by name") {
    Reader good;
    CHECK(TextReader::create(*good.runtime, {"recognizer"}, {"recognizer"}).error().target == "recognizer");
    CHECK(TextReader::create(*good.runtime, {"detector"}, {"detector"}).error().target == "detector");
    CHECK(TextReader::create(*good.runtime, {"none"}, {"detector"}).error().code == Errc::model_not_found);
    test::Models models;
    models.add("detector", test::image_input(R"("resize":"multiple","width":256,"multiple":32)"),
               R"({"key":"t","kind":"map","size":1,"stride":1})", {});
    models.add("recognizer", test::image_input(R"("resize":"line","width":640,"height":48,"multiple":32)"),
               R"({"key":"t","kind":"sequence","stride":8,"symbols":"symbols.txt"})", {});
    models.add_file("symbols.txt", "blank\n\xFF\n");
    const auto runtime = models.open();
    CHECK(TextReader::create(*runtime, {"detector"}, {"recognizer"}).error().code == Errc::pack_invalid);
}
