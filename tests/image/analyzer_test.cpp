// ImageAnalyzer on the shipped packs. The pictures are made by make_text_pictures.py.
#include <catch2/catch.hpp>
#include <future>
#include <thread>

#include "support/folder.hpp"
#include "ward/image_analyzer.hpp"

using namespace ward;

namespace {

const ModelRegistry& registry() {
    static const ModelRegistry opened =
        ModelRegistry::open({.pack_folder = WARD_TEST_PACKS, .device = "cpu"}).value();
    return opened;
}

const ImageAnalyzer& analyzer() {
    static const ImageAnalyzer made = ImageAnalyzer::create(registry()).value();
    return made;
}

std::string picture(const std::string& name) {
    return test::read_file(WARD_TEST_DATA "/images/text/" + name);
}

std::span<const std::byte> bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

const ImageCategoryResult& violence(const ImageResult& result) {
    for (const auto& each : result.categories)
        if (each.category == Category::violence) return each;
    throw std::logic_error("no such category");
}

// Everything that is told, to the last bit.
bool equal(const ImageResult& a, const ImageResult& b) {
    if (a.categories.size() != b.categories.size() || a.lines.size() != b.lines.size()) return false;
    for (std::size_t i = 0; i < a.categories.size(); ++i) {
        const auto &one = a.categories[i], &other = b.categories[i];
        if (one.severity != other.severity || one.evidence != other.evidence ||
            one.at_least != other.at_least || one.region != other.region)
            return false;
    }
    for (std::size_t i = 0; i < a.lines.size(); ++i)
        if (a.lines[i].text != b.lines[i].text || a.lines[i].confidence != b.lines[i].confidence ||
            a.lines[i].quad != b.lines[i].quad)
            return false;
    return true;
}

}  // namespace

TEST_CASE("a threat written in a picture is violent, whatever the font, slanted, turned or upside down") {
    for (const char* name : {"sans.jpg", "serif.jpg", "mono.jpg", "left.jpg", "right.jpg", "lines_left.jpg",
                             "lines_right.jpg", "quarter.jpg", "upside_down.jpg"}) {
        INFO(name);
        const std::string file = picture(name);
        const auto result = analyzer().analyze({.bytes = bytes(file)}).value();
        CHECK(result.width == 640);
        CHECK(result.height == 480);
        CHECK(result.format == ImageFormat::jpeg);
        CHECK(violence(result).severity >= 4);
        CHECK(violence(result).evidence == ImageEvidence::text);
        REQUIRE(violence(result).region);
        std::string text;
        for (const TextLine& line : result.lines) text += (text.empty() ? "" : " ") + line.text;
        CHECK(text == "I will kill you tonight");
    }
}

TEST_CASE("the same picture without text, and with a harmless one, is nothing") {
    for (const char* name : {"plain.jpg", "harmless.jpg"}) {
        INFO(name);
        const std::string file = picture(name);
        const auto result = analyzer().analyze({.bytes = bytes(file)}).value();
        REQUIRE(result.categories.size() == 4);
        for (const auto& category : result.categories) {
            CHECK(category.severity == 0);
            CHECK_FALSE(category.region);
        }
    }
}

TEST_CASE("a region is where the text stands") {
    const std::string file = picture("left.jpg");
    const Quad quad = *violence(analyzer().analyze({.bytes = bytes(file)}).value()).region;
    const Point middle = {(quad[0].x + quad[2].x) / 2, (quad[0].y + quad[2].y) / 2};
    CHECK(middle.x == Approx(320).margin(8));
    CHECK(middle.y == Approx(240).margin(8));
    const Point along = {quad[1].x - quad[0].x, quad[1].y - quad[0].y};
    CHECK(along.y / along.x == Approx(-0.176).margin(0.02));  // 10 degrees up
}

TEST_CASE("text is not read when the request asks for none") {
    const std::string file = picture("sans.jpg");
    const auto result = analyzer().analyze({.bytes = bytes(file), .read_text = false}).value();
    CHECK(result.lines.empty());
    CHECK(violence(result).severity == 0);
}

TEST_CASE("asked categories are answered in the asked order, each once") {
    const std::string file = picture("sans.jpg");
    const auto result = analyzer()
                            .analyze({.bytes = bytes(file),
                                      .categories = {Category::violence, Category::hate, Category::violence}})
                            .value();
    REQUIRE(result.categories.size() == 2);
    CHECK(result.categories[0].category == Category::violence);
    CHECK(result.categories[0].severity >= 4);
    CHECK(result.categories[1].category == Category::hate);
}

TEST_CASE("what is no picture, and a category that is none, are refused") {
    const auto text = analyzer().analyze({.bytes = bytes("no picture")});
    CHECK(text.error().code == Errc::image_unreadable);
    CHECK(text.error().target == "image");
    CHECK(analyzer().analyze({}).error().code == Errc::image_unreadable);
    const std::string file = picture("plain.jpg");
    CHECK(analyzer().analyze({.bytes = bytes(file), .categories = {static_cast<Category>(9)}}).error().code ==
          Errc::unknown_category);
}

TEST_CASE("a deadline in the past is honoured") {
    const std::string file = picture("plain.jpg");
    const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
    CHECK(analyzer().analyze({.bytes = bytes(file), .deadline = past}).error().code ==
          Errc::deadline_exceeded);
}

TEST_CASE("a batch answers in order, and one picture's error is no other's") {
    const std::string threat = picture("serif.jpg"), plain = picture("plain.jpg"),
                      broken = threat.substr(0, 500);
    const std::vector<ImageRequest> requests = {
        {.bytes = bytes(threat)}, {.bytes = bytes(broken)}, {.bytes = bytes(plain)}};
    const auto results = analyzer().analyze_batch(requests);
    REQUIRE(results.size() == 3);
    CHECK(violence(results[0].value()).severity >= 4);
    CHECK(results[1].error().code == Errc::image_unreadable);
    CHECK(violence(results[2].value()).severity == 0);
}

TEST_CASE("a batch larger than the queue is answered in full") {
    const auto small =
        ModelRegistry::open(
            {.pack_folder = WARD_TEST_PACKS, .device = "cpu", .workers = 1, .queue_tokens = 64})
            .value();
    const auto made = ImageAnalyzer::create(small).value();
    const std::string file = picture("sans.jpg");
    const std::vector<ImageRequest> requests(5, ImageRequest{.bytes = bytes(file)});
    for (const auto& result : made.analyze_batch(requests)) CHECK(violence(result.value()).severity >= 4);
}

TEST_CASE("the callback form copies the picture and answers once, also for an error") {
    std::promise<Result<ImageResult>> good, bad;
    {
        const std::string file = picture("sans.jpg");  // gone before the answer comes
        analyzer().analyze_async({.bytes = bytes(file)},
                                 [&](Result<ImageResult> r) { good.set_value(std::move(r)); });
    }
    analyzer().analyze_async({}, [&](Result<ImageResult> r) { bad.set_value(std::move(r)); });
    CHECK(violence(good.get_future().get().value()).severity >= 4);
    CHECK_FALSE(bad.get_future().get());
}

TEST_CASE("handles may go before the pictures are judged: every callback is still called") {
    std::atomic<int> answered{0};
    {
        const auto other =
            ModelRegistry::open({.pack_folder = WARD_TEST_PACKS, .device = "cpu", .workers = 2}).value();
        const auto made = ImageAnalyzer::create(other).value();
        const std::string file = picture("sans.jpg");
        for (int i = 0; i < 8; ++i)
            made.analyze_async({.bytes = bytes(file)}, [&](Result<ImageResult> result) {
                if (result || result.error().code == Errc::cancelled) ++answered;
            });
    }
    // The last handle may have gone on a worker, which then ends by itself.
    for (int i = 0; i < 1000 && answered < 8; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(answered == 8);
}

TEST_CASE("a model of another kind is refused by name") {
    CHECK(ImageAnalyzer::create(registry(), {.visual_models = {{"open-nsfw"}}}).error().target ==
          "open-nsfw");
    CHECK(ImageAnalyzer::create(registry(), {.text_detector = {"text-recognizer"}}).error().target ==
          "text-recognizer");
    CHECK(ImageAnalyzer::create(registry(), {.visual_models = {{"none"}}}).error().code ==
          Errc::model_not_found);
}

TEST_CASE("8 threads share one ImageAnalyzer, and each answer equals the single-threaded one") {
    std::vector<std::string> files;
    std::vector<ImageResult> expected;
    for (const char* name : {"sans.jpg", "lines_left.jpg", "plain.jpg", "upside_down.jpg"}) {
        files.push_back(picture(name));
        expected.push_back(analyzer().analyze({.bytes = bytes(files.back())}).value());
    }
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < 8; ++thread)
        threads.emplace_back([&, thread] {
            for (std::size_t i = 0; i < 4; ++i) {
                const std::size_t which = (thread + i) % files.size();
                const auto result = analyzer().analyze({.bytes = bytes(files[which])});
                wrong += !result || !equal(*result, expected[which]);
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(wrong == 0);
}
